"""Playbooks: actions in order, data flowing from one to the next.

from line_connector.playbook import read_playbook, run_playbook

A playbook is a file (YAML or JSON) of inputs, steps and outputs. It knows sequence, condition, loop
over a list and error branch, and no more: everything else is a platform's business.
"""
