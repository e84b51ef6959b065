"""Completion in fish, where a value can have commas, as `ops,boss` has."""

from __future__ import annotations

from click.shell_completion import FishComplete


class WholeValuesFishComplete(FishComplete):
    """Completion for fish.

    Each line has type and value, separated by a comma; Click's script cuts the value, and its
    description, at their first comma.
    """

    source_template = FishComplete.source_template.replace(
        'string split "," ', 'string split --max 1 "," '
    )
