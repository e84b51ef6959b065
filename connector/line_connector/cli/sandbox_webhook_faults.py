"""Faults of webhooks, as `line-connector sandbox faults` adds, lists and clears them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from line_connector.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from line_connector.sandbox.client import ControlClient


def webhook_fault(kind: str, value: Any, conditions: dict[str, Any]) -> dict[str, Any]:
    """Return what the control API takes.

    Args:
        kind: of the fault.
        value: seconds, for `delay`; none: not given.
        conditions: the options that are given.

    Raises:
        InputError: the kind does not take the value or an option.
    """
    others = sorted(conditions.keys() - {"times"})
    if others:
        raise InputError(f"--{others[0]}: {kind} takes --times and --channel only")
    if kind != "delay" and value is not None:
        raise InputError(f"{kind} takes no value")
    if kind == "delay" and not isinstance(value, (int, float)):
        raise InputError("delay takes a number of seconds: delay 30")
    return {"fault": kind, **conditions, **({} if value is None else {"seconds": value})}


def add_webhook_fault(sandbox: ControlClient, channel: str | None, fault: dict[str, Any]) -> None:
    """Add a fault for the next webhooks of a channel; none: the default one."""
    query = "" if channel is None else "?" + urlencode({"channel": channel})
    sandbox.post(f"webhook-faults{query}", **fault)


def webhook_faults(sandbox: ControlClient) -> list[dict[str, Any]]:
    """Return the faults of webhooks that are still to come, those of all channels."""
    return [
        {**fault, "channel": channel}
        for channel in _channels(sandbox)
        for fault in sandbox.get("webhook-faults", channel=channel)["faults"]
    ]


def clear_webhook_faults(sandbox: ControlClient) -> None:
    """End the faults of all channels' webhooks."""
    for channel in _channels(sandbox):
        sandbox.delete("webhook-faults", channel=channel)


def _channels(sandbox: ControlClient) -> Iterator[str]:
    return (channel["id"] for channel in sandbox.get("channels")["channels"])
