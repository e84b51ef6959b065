"""Finding the operation at a path."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from line_connector.sandbox.provider import Route


class Match(NamedTuple):
    """What there is at a path."""

    methods: Mapping[str, Route]
    """Empty: nothing."""
    parameters: Mapping[str, str]


NOTHING = Match({}, {})


class Routes:
    """The operations of one provider. A path without parameters goes before one with them."""

    def __init__(self, routes: Iterable[Route]) -> None:
        paths: dict[str, dict[str, Route]] = {}
        for route in routes:
            paths.setdefault(route.path, {})[route.method] = route
        self._fixed = {path: Match(methods, {}) for path, methods in paths.items()}
        self._templates = [
            (_pattern(path), methods) for path, methods in paths.items() if "{" in path
        ]

    def at(self, path: str) -> Match:
        """Return the operations at a path, by their methods."""
        if path in self._fixed:
            return self._fixed[path]
        for pattern, methods in self._templates:
            if match := pattern.fullmatch(path):
                return Match(methods, match.groupdict())
        return NOTHING


def _pattern(path: str) -> re.Pattern[str]:
    literals = re.split(r"\{(\w+)\}", path)
    parts = (
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part)
        for index, part in enumerate(literals)
    )
    return re.compile("".join(parts))
