"""Playbooks: actions in order, data flowing from one to the next.

A playbook is a file (YAML or JSON) of inputs, steps and outputs. It knows sequence, condition, loop
over a list and error branch, and no more: everything else is a platform's business. `reading` reads
and checks it, `running` runs it and resumes a run.
"""
