"""Writing where in a JSON value something is."""

from collections.abc import Iterable

Path = Iterable["str | int"]


def dotted(path: Path) -> str:
    """Write a path as in `messages[0].quickReply.items[3].action`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".")


def slashed(path: Path) -> str:
    """Write a path as in `template/columns/5/title`."""
    return "/".join(str(part) for part in path)
