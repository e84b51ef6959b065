"""`line-connector recipients`: who is there, known by names."""

from __future__ import annotations

import click

from line_connector.cli.recipients.cost import cost
from line_connector.cli.recipients.discover import discover
from line_connector.cli.recipients.files import export, import_
from line_connector.cli.recipients.forget import forget
from line_connector.cli.recipients.labels import alias, consent, note, tag, untag
from line_connector.cli.recipients.look import find, list_, show


@click.group()
def recipients() -> None:
    r"""Keep a book of who is there: names, tags, aliases, consents.

    \b
      line-connector recipients discover                 find the ID of a group or a user
      line-connector recipients alias ops C…             then: line-connector send ops "Hello"
      line-connector recipients tag vip boss,ops         then: line-connector send tag:vip "Hello"
    """


for command in (
    *(list_, show, find),
    *(tag, untag, alias, note, consent),
    *(import_, export, discover, cost, forget),
):
    recipients.add_command(command)
