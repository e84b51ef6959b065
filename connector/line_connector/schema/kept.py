"""Objects that keep the JSON they were read from, and stay readable where it does not fit."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from line_connector.json_values import is_object
from line_connector.schema.model import Body, wire_name
from line_connector.schema.problems import problems_of
from line_connector.schema.variants import without_variants


class _Origin(NamedTuple):
    raw: Any
    reason: str = ""


class Kept(Body):
    """An object that the provider sent, and that JSON as it arrived."""

    _origin: _Origin | None = None

    def model_post_init(self, context: Any, /) -> None:
        """Keep what the object is read from."""
        if isinstance(context, _Origin):
            self._origin = context

    @property
    def raw(self) -> Any:
        """The JSON object that arrived; of an object made by hand, what it would be."""
        return self._origin.raw if self._origin else self.to_wire()


class Unknown(Kept):
    """Stands for what has no class of its own, or does not fit it; no field of it is required."""

    @property
    def reason(self) -> str:
        """Why it is unknown, in one line, as `message.text: is required`."""
        return self._origin.reason if self._origin else ""


_KeptT = TypeVar("_KeptT", bound=Kept)
_UnknownT = TypeVar("_UnknownT", bound=Unknown)


def read_kept(model: type[_KeptT], unknown: type[_UnknownT], raw: Any) -> _KeptT | _UnknownT:
    """Read what a provider sent into a model or, where something does not fit, into `unknown`."""
    if not is_object(raw):
        return read_unknown(unknown, raw, "must be an object")
    try:
        return model.model_validate(raw, context=_Origin(raw))
    except ValidationError as error:
        problem = problems_of(error)[0]
        problem = problem._replace(path=without_variants(problem.path))
        return read_unknown(unknown, raw, str(problem))


def read_unknown(unknown: type[_UnknownT], raw: Any, reason: str) -> _UnknownT:
    """Keep what a provider sent; the fields are those properties that fit. Never fails."""
    properties, origin = raw if is_object(raw) else {}, _Origin(raw, reason)
    try:
        return unknown.model_validate(properties, context=origin)
    except ValidationError as error:
        odd = {str(each["loc"][0]) for each in error.errors(include_url=False)}
    fitting = {k: v for k, v in properties.items() if not {k, wire_name(k)} & odd}
    return unknown.model_validate(fitting, context=origin)
