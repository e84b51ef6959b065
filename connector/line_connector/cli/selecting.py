"""Which part of an output is printed, and how: `--query` and `--raw`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from line_connector.cli.printing import json_text, say_warning
from line_connector.errors import InputError
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult


class Selection(NamedTuple):
    """The part of a value to print."""

    query: ParsedResult | None = None
    """Selects the part; all of it if absent."""

    raw: bool = False
    """Whether a text is printed as it is: without quotes and escapes."""

    @classmethod
    def of(cls, query: str | None, *, raw: bool) -> Selection:
        """Return the selection that the options ask for.

        Raises:
            InputError: the query is not valid JMESPath.
        """
        return cls(None if query is None else _compiled(query), raw)

    def text_of(self, value: Any) -> str:
        """Return the selected part as text; all of the value if the query fails.

        Args:
            value: JSON; an output, or the request of a dry run.
        """
        if self.query is not None:
            try:
                return self._shown(self._searched(value))
            except Exception as error:  # noqa: BLE001 - no failure of a query may hide the output
                why = " ".join(str(error).split()) or type(error).__name__
                say_warning(f"--query failed; the whole output is printed: {why}")
        elif self.raw and "response_text" in value:
            return str(value["response_text"])
        return json_text(value)

    def line_of(self, item: Any) -> str:
        """Return the selected part of an item of a list, on one line.

        Raises:
            InputError: the query fails.
        """
        part = self._searched(item)
        return part if self.raw and isinstance(part, str) else json.dumps(part, ensure_ascii=False)

    def _searched(self, value: Any) -> Any:
        if self.query is None:
            return value
        from line_connector.queries.query import search

        return search(self.query, value)

    def _shown(self, part: Any) -> str:
        return part if self.raw and isinstance(part, str) else json_text(part)


def _compiled(query: str) -> ParsedResult:
    # Imported late: most calls print all of their output.
    from line_connector.queries.query import compile_query

    try:
        return compile_query(query)
    except InputError as error:
        raise InputError(f"--query {shortened(query)}: {error}") from None
