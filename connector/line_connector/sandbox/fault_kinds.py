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
    """Returns what happens, as the fields of a fault."""


def _answer(status: Any) -> dict[str, Any]:
    return {"answer": {"status": int(status), "json": {"message": "The server failed"}}}


_KINDS: dict[str, Kind] = {
    "latency": Kind("the answer comes late", "seconds", 1.0, lambda value: {"delayBefore": value}),
    "server-error": Kind("the server fails", "a status, 500 to 599", 500, _answer),
    "rate-limit": Kind("429: too often", "", None, lambda _: {"refuse": "rateLimit"}),
    "monthly-limit": Kind(
        "429: the quota is used up", "", None, lambda _: {"refuse": "monthlyLimit"}
    ),
    "token-revoked": Kind("401", "", None, lambda _: {"refuse": "tokenRevoked"}),
    "reset-before": Kind(
        "connection reset; nothing was done", "", None, lambda _: {"drop": "before"}
    ),
    "reset-after": Kind(
        "connection reset; the message was received", "", None, lambda _: {"drop": "after"}
    ),
    "truncated": Kind(
        "the body ends too early",
        "a number of bytes",
        5,
        lambda value: {"truncate": int(value)},
    ),
    "slow": Kind(
        "the body comes slowly", "bytes a second", 50, lambda value: {"bytesPerSecond": value}
    ),
    "content-type": Kind(
        "wrong content type",
        "a content type",
        "text/html",
        lambda value: {"contentType": str(value)},
    ),
}

KINDS: Mapping[str, Kind] = MappingProxyType(_KINDS)


def expanded(fault: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a fault with what its kind does."""
    if "kind" not in fault:
        return fault
    kind = KINDS[fault["kind"]]
    return {**fault, **kind.effect(fault.get("value", kind.default))}
