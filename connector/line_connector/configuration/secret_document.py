"""A document that may hold a secret in any place, also where a name should be.

So an error says where something is wrong and which names are known; it never shows the text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from line_connector.documents.reading import read_document
from line_connector.documents.text_files import read_text_file
from line_connector.errors import InputError

_PLACE = re.compile(r", line \d+, column \d+(?=: )")

Location = tuple[str | int, ...]
"""Where in a document something is: names and list positions, outermost first."""


class SecretDocument:
    """A YAML or JSON file: its text, and what it holds.

    Raises:
        InputError: it cannot be read, or is not YAML or JSON.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.text = read_text_file(path)
        self.value: Any = self._read()

    def at(self, location: Location, why: str) -> str:
        """Return one line that says what is wrong, and in which line and column."""
        from line_connector.documents.places import places_in  # late: with a YAML parser

        (place,) = places_in(self.text, [location])
        return f"{self.path}, line {place.line}, column {place.column}: {why}"

    def _read(self) -> Any:
        """Return what the file holds; an error of the reader's may quote it, so only its place."""
        try:
            return read_document(self.text, str(self.path))
        except InputError as error:
            place = _PLACE.match(str(error).removeprefix(str(self.path)))
            raise InputError(
                f"{self.path}{place[0] if place else ''}: not valid YAML or JSON, or a duplicate "
                "key (not shown: it may be a secret)"
            ) from None
