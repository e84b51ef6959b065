"""`line-connector playbook`: check, run and inspect playbooks."""

from __future__ import annotations

import click

from line_connector.cli.playbook.inspect import forget, graph, runs, schema, show
from line_connector.cli.playbook.run import check, run


@click.group()
def playbook() -> None:
    """Run actions in order, as a file says; resume after a crash without doubling a message."""


for command in (run, check, runs, show, forget, graph, schema):
    playbook.add_command(command)
