"""A provider's rules for requests: `requests.yaml` and `queries.yaml` in its chapters' folders."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.rulebook import Breach, Rulebook


class ChapterRules:
    """The rules in a package, read when the first one is asked for.

    `message/push` is `push` in the folder `message`.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    def body_breaches(self, rule: str, body: Any) -> list[Breach]:
        """Check a body against a rule in `requests.yaml`."""
        return self._rulebook.breaches(_reference("requests", rule), body)

    def read_query(
        self, rule: str, query: Mapping[str, str]
    ) -> tuple[dict[str, Any], list[Breach]]:
        """Check a query against a rule in `queries.yaml`.

        Returns:
            The parameters, those of `type: integer` as numbers where they are, and the breaches.
        """
        reference = _reference("queries", rule)
        properties = self._rulebook.schema(reference)["properties"]
        values = {
            name: int(text) if _is_number(text, properties.get(name, {})) else text
            for name, text in query.items()
        }
        return values, self._rulebook.breaches(reference, values)

    @cached_property
    def _rulebook(self) -> Rulebook:
        return Rulebook(package_files(self._package, "*.yaml", exclude="control.yaml"))


def is_json(request: Request) -> bool:
    """Tell whether a request says that its body is JSON; one that says nothing means it."""
    content_type = request.headers.get("content-type", "application/json")
    return content_type.partition(";")[0].strip().lower() == "application/json"


def _reference(file: str, rule: str) -> str:
    chapter, _, name = rule.partition("/")
    return f"{chapter}/{file}.yaml#/$defs/{name}"


def _is_number(text: str, schema: Mapping[str, Any]) -> bool:
    is_integer = schema.get("type", schema.get("$ref", {}).get("type")) == "integer"
    return is_integer and re.fullmatch(r"-?[0-9]{1,18}", text) is not None
