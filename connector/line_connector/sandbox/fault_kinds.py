"""The kinds of faults: short names for what goes wrong, each with at most one value."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """A kind of fault."""

    about: str
    value: str
    """What its value is; empty: it takes none."""
    default: Any
    effect: Callable[[Any], dict[str, Any]]
    """Returns what happens, as the fields of a fault; TypeError or ValueError: a wrong value."""


def _answer(status: Any) -> dict[str, Any]:
    number = int(status)
    if not 500 <= number <= 599:
        raise ValueError("not a status of a server that fails")
    return {"answer": {"status": number, "json": {"message": "The server failed"}}}


def _value_of(
    field: str, convert: Callable[[Any], Any] | None = None
) -> Callable[[Any], dict[str, Any]]:
    """Return what puts a kind's value into a field."""

    def effect(value: Any) -> dict[str, Any]:
        return {field: value if convert is None else convert(value)}

    return effect


def _always(field: str, text: str) -> Callable[[Any], dict[str, Any]]:
    """Return what puts a text into a field, for a kind without a value."""

    def effect(_: Any) -> dict[str, Any]:
        return {field: text}

    return effect


_KINDS: dict[str, Kind] = {
    "latency": Kind("the answer comes late", "seconds", 1.0, _value_of("delayBefore")),
    "server-error": Kind("the server fails", "a status, 500 to 599", 500, _answer),
    "rate-limit": Kind("429: too often", "", None, _always("refuse", "rateLimit")),
    "monthly-limit": Kind("429: the quota is used up", "", None, _always("refuse", "monthlyLimit")),
    "token-revoked": Kind("401", "", None, _always("refuse", "tokenRevoked")),
    "reset-before": Kind("connection reset; nothing was done", "", None, _always("drop", "before")),
    "reset-after": Kind(
        "connection reset; the message was received", "", None, _always("drop", "after")
    ),
    "truncated": Kind(
        "the body ends too early",
        "a number of bytes",
        5,
        _value_of("truncate", int),
    ),
    "slow": Kind("the body comes slowly", "bytes a second", 50, _value_of("bytesPerSecond")),
    "content-type": Kind(
        "wrong content type",
        "a content type",
        "text/html",
        _value_of("contentType", str),
    ),
}

KINDS: Mapping[str, Kind] = MappingProxyType(_KINDS)


def expanded(fault: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a fault with what its kind does."""
    if "kind" not in fault:
        return fault
    kind = KINDS[fault["kind"]]
    return {**fault, **kind.effect(fault.get("value", kind.default))}
