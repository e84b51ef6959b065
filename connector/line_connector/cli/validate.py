"""`line-connector validate`: messages or a whole request, checked offline."""

from __future__ import annotations

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.inputs import name_of, read_any
from line_connector.cli.message_documents import messages_in
from line_connector.cli.printing import say, say_warning
from line_connector.errors import InputError


@click.command()
@click.argument("file", shell_complete=complete_file)
def validate(file: str) -> None:
    """Check message objects offline, as LINE would.

    FILE (or - for standard input) holds one message object, a list of them, or a request with
    `messages`. Nothing is sent, and no account is needed.
    """
    from line_connector.models.line.validation import find_warnings
    from line_connector.models.line.validation import validate as find_errors

    messages = messages_in(read_any(file), name_of(file))
    if errors := find_errors(messages):
        raise InputError.of(errors)
    for warning in find_warnings(messages):
        say_warning(str(warning))
    say(f"{file}: {len(messages)} message object{'s' * (len(messages) != 1)}: valid")
