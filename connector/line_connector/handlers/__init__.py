"""What events are delivered to: another server, standard output, Python, a playbook.

`reading` reads the file that lists them.
"""
