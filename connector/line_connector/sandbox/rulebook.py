"""JSON Schema rules kept as data.

Most values obey their rules, and a closure tells so in a fraction of the time that jsonschema
takes; jsonschema is only asked about the others: what is wrong with them, and where.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

import yaml
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]

from line_connector.sandbox.closures import Closures
from line_connector.sandbox.json_values import is_array, is_object
from line_connector.sandbox.keywords import VALIDATOR

Location = list["str | int"]


class Breach(NamedTuple):
    """One rule that a value breaks."""

    path: Location
    keyword: str
    limit: Any
    """What the schema gives for the keyword."""
    schema: Mapping[str, Any]
    """The schema the keyword stands in."""
    message: str

    @property
    def says(self) -> str | None:
        """The schema's own words for it: `says` has a text for all keywords, or one for each."""
        texts: str | Mapping[str, str] = self.schema.get("says", {})
        return texts if isinstance(texts, str) else texts.get(self.keyword)


_SLASH = "~1"
"""What stands in a JSON Pointer for a slash of a name."""


def name_of(reference: str) -> str:
    """Return the name of the definition that a reference leads to."""
    return reference.partition("#/$defs/")[2].replace(_SLASH, "/")


class Rulebook:
    """Files of schemas that refer to each other."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Read files.

        Args:
            files: YAML by its path. A `$ref` from one to another is relative to its own path:
                `flex.yaml#/$defs/container`, `../common.yaml#/$defs/int32`.
        """
        self._documents: dict[str, Any] = {path: _load(text) for path, text in files.items()}
        linked: set[int] = set()
        for path, document in self._documents.items():
            self._link(document, path, linked)
        self._compiled = Closures().compiled
        self._validator: Any = extend(  # type: ignore[no-untyped-call]
            VALIDATOR, {"$ref": self._for_later}
        )
        self._accepts = {
            f"{path}#/$defs/{name.replace('/', _SLASH)}": self._compiled(schema)
            for path, document in self._documents.items()
            for name, schema in document["$defs"].items()
        }

    def references(self) -> Iterable[str]:
        """Return the references of all definitions."""
        return self._accepts.keys()

    def schema(self, reference: str) -> Mapping[str, Any]:
        """Return a schema, named like `message/requests.yaml#/$defs/push`."""
        schema: Mapping[str, Any] = self._target(reference, "")
        return schema

    def breaches(self, reference: str, value: Any) -> list[Breach]:
        """Check a value against a schema, named like `message/requests.yaml#/$defs/push`."""
        return [] if self._accepts[reference](value) else list(self._explained(reference, value))

    def _explained(self, reference: str, value: Any) -> Iterator[Breach]:
        """Yield what is wrong with a value.

        jsonschema needs some twenty nested calls for one box of a flex message, more than Python
        has room for; so it explains one definition at a time.
        """
        whole = self._validator(self.schema(reference))
        unfinished: list[tuple[Location, Iterator[Any]]] = [([], whole.iter_errors(value))]
        while unfinished:
            above, errors = unfinished[-1]
            error = next(errors, None)
            if error is None:
                unfinished.pop()
                continue
            path = [*above, *error.absolute_path]
            if error.validator == "$ref":
                inner = self._validator(error.validator_value)
                unfinished.append((path, inner.iter_errors(error.instance)))
            else:
                yield _breach(path, error)

    def _for_later(self, _: Any, target: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        """Yield one error in place of those that a definition has against a value."""
        if not self._compiled(target)(value):
            yield ValidationError("", validator="$ref", validator_value=target, instance=value)

    def _link(self, node: Any, path: str, linked: set[int]) -> None:
        """Put the schemas themselves into the place of the references to them.

        Looking references up is half of what a check would cost. A schema may contain itself then.
        """
        if id(node) in linked:  # YAML's aliases put one node into several places
            return
        linked.add(id(node))
        for key, each in _children(node):
            if key == "$ref":
                node[key] = self._target(each, path)
            elif key == "byType":
                node[key] = {kind: self._target(each[kind], path) for kind in each}
            else:
                self._link(each, path, linked)

    def _target(self, reference: str, path: str) -> Any:
        """Return the schema that a reference in the file at a path leads to."""
        url, _, pointer = reference.partition("#/")
        target = self._documents[urljoin(path, url)]
        for name in pointer.split("/"):
            target = target[name.replace(_SLASH, "/")]
        return target


def _load(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader)  # noqa: S506 (both loaders are safe)


def _children(node: Any) -> list[tuple[Any, Any]]:
    if is_object(node):
        return list(node.items())
    return list(enumerate(node)) if is_array(node) else []


def _breach(path: Location, error: Any) -> Breach:
    return Breach(
        path,
        error.validator,
        error.validator_value,
        error.schema if is_object(error.schema) else {},
        error.message,
    )
