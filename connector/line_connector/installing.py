"""How to install an extra: the one place that says where the package comes from."""

from __future__ import annotations

SOURCE = "."
"""What `pip install` is given: a checkout, for the package is not published."""


def how_to_install(extra: str) -> str:
    """Return the command that installs an extra."""
    return f"pip install '{SOURCE}[{extra}]' in a checkout"
