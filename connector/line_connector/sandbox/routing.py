"""Finding the operation at a path."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Routed(Protocol):
    """An operation of a provider, or of the control API."""

    @property
    def method(self) -> str:
        """Of the request."""
        ...

    @property
    def path(self) -> str:
        """Segments in braces are parameters."""
        ...


R = TypeVar("R", bound=Routed)


@dataclass(frozen=True)
class Match(Generic[R]):
    """What there is at a path."""

    methods: Mapping[str, R]
    """Empty: nothing."""
    parameters: Mapping[str, str]


class Routes(Generic[R]):
    """The operations of one provider, or of the control API.

    Of two paths the one with fewer parameters goes first, then the one whose first parameter comes
    later.
    """

    def __init__(self, operations: Iterable[R]) -> None:
        paths: dict[str, dict[str, R]] = {}
        for operation in operations:
            paths.setdefault(operation.path, {})[operation.method] = operation
        self._fixed = {path: Match(methods, {}) for path, methods in paths.items()}
        self._templates = [
            (_pattern(path), paths[path])
            for path in sorted(paths, key=lambda path: (path.count("{"), -path.find("{")))
            if "{" in path
        ]

    def at(self, path: str) -> Match[R]:
        """Return the operations at a path, by their methods."""
        if path in self._fixed:
            return self._fixed[path]
        for pattern, methods in self._templates:
            if match := pattern.fullmatch(path):
                return Match(methods, match.groupdict())
        return Match({}, {})


def _pattern(path: str) -> re.Pattern[str]:
    literals = re.split(r"\{(\w+)\}", path)
    parts = (
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part)
        for index, part in enumerate(literals)
    )
    return re.compile("".join(parts))
