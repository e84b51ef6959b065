"""Tools that send to many: two for each action.

The first checks the input, reports recipients and cost, and stores exactly that call as a plan. The
second takes the plan and nothing else, so that what a person confirmed is what is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timezone
from typing import Any

from mcp.types import ToolAnnotations

from line_connector.connector import Connector
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.history import Entry, shown_recipients
from line_connector.services.mcp.schemas import (
    PLAN,
    PLAN_MADE,
    plan_only_schema,
    plan_or_reading_schema,
)
from line_connector.services.mcp.sender import Caller
from line_connector.services.mcp.tool import READ_ONLY
from line_connector.services.mcp.tools import RunTool, tool_name

_QUOTA = "get_message_quota"
_CONSUMPTION = "get_message_quota_consumption"


class PlanTool(RunTool):
    """The first step: recipients and cost. Nothing is sent."""

    def name(self) -> str:
        """Return the name of the planning tool."""
        return tool_name(self.spec, "plan")

    def title(self) -> str:
        """Return the title of the planning tool."""
        return f"Plan: {super().title()}"

    def description(self) -> str:
        """Return what it does, and what the second step is."""
        return (
            "Step 1 of 2; nothing is sent. Checks the input and returns a plan with the recipients "
            "and the cost. Show these to a person, then give the plan to "
            f"`{super().name()}`.\n\n{super().description()}"
        )

    def gives(self) -> dict[str, Any]:
        """Return the schema of a plan."""
        return PLAN_MADE

    def hints(self) -> ToolAnnotations:
        """Return the hints of a read-only tool."""
        return READ_ONLY

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Check the input and store the call as a plan."""
        send_with = super().name()
        # The plan must not change when the caller's object does.
        entry, before = self.sender.prepare(self.spec, deepcopy(dict(arguments)))
        call = entry.call
        if call.effect == "reads":
            raise InputError(f"this input only reads and needs no plan: call {send_with} with it")
        warnings = list(map(str, call.warnings))
        if before is not None:
            warnings.append(_sent_before(before, entry))
        plan = self.sender.plans.make(entry)
        expires = datetime.fromtimestamp(plan.expires, timezone.utc)
        result: dict[str, Any] = {
            "plan": plan.token,
            "send_with": send_with,
            "expires_at": expires.isoformat(timespec="seconds"),
            "recipients": shown_recipients(call.recipients),
            "quota": _quota(self.connector, self.spec, call.recipients),
            "warnings": warnings,
        }
        return result if call.retry_key is None else {**result, "retry_key": call.retry_key}


class SendPlannedTool(RunTool):
    """The second step, which takes a plan and nothing else."""

    def description(self) -> str:
        """Return what it does, and what the first step is."""
        steps = f"Step 2 of 2: sends a plan of `{self._planned_by()}`, once."
        if self.spec.action.reads_with:
            steps += " An input that only reads needs no plan: pass it directly."
        return f"{steps}\n\n{self.spec.action.summary()}"

    def takes(self) -> dict[str, Any]:
        """Return the schema of the plan, and of an input if the action can read."""
        if self.spec.action.reads_with:
            return plan_or_reading_schema(self.spec, self._planned_by())
        return plan_only_schema(self._planned_by())

    def hints(self) -> ToolAnnotations:
        """Return the hints of an idempotent tool: a plan is sent once."""
        return super().hints().model_copy(update={"idempotent_hint": True})

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Send the plan, or read."""
        if set(arguments) == {PLAN}:
            return self._send(arguments[PLAN], caller)
        if self.spec.action.reads_with and PLAN not in arguments:
            call = self.connector.call(self.spec.name, arguments)
            if call.effect == "reads":
                return call.send().to_dict()
        raise InputError(
            f"this takes two steps: call {self._planned_by()} with this input, "
            f"then {self.name()} with only the plan that it returns"
        )

    def _planned_by(self) -> str:
        return tool_name(self.spec, "plan")

    def _send(self, token: Any, caller: Caller) -> dict[str, Any]:
        with self.sender.plans.use(token, self.spec.name) as entry:
            try:
                return self.sender.send(entry, caller.has_disconnected)
            except UnknownOutcomeError as error:
                if error.retry_key is None:
                    raise
                advice = "The plan has that key: call this tool again with the same plan"
                raise UnknownOutcomeError(
                    f"{error}\n{advice}", error.retry_key, error.output
                ) from None


def _sent_before(before: Entry, entry: Entry) -> str:
    """Return the warning that the same was sent lately, and what sending it now would do."""
    warning = (
        f"the same was sent at {before.at:%H:%M:%S} UTC ({before.outcome}), and its caller does "
        "not know the outcome"
    )
    if before is entry:
        return f"{warning}: this plan has its retry key, so that it is sent once"
    warning += ": sending it again may send it twice"
    if before.call.retry_key is None:
        return warning
    return (
        f"{warning}; with retryKey {before.call.retry_key}, it is sent once within 24 hours of then"
    )


def _quota(connector: Connector, spec: ActionSpec, recipients: list[str] | None) -> dict[str, Any]:
    """Return what a send costs of the month's messages, and what is left; or why it is unknown."""
    provider = connector.manifest.action(_QUOTA).connection
    if spec.connection != provider:
        title = connector.manifest.connection(spec.connection).title
        return {"note": f"unknown: {title} has no operation that returns the quota"}
    cost: dict[str, Any] = {} if recipients is None else {"at_most": len(dict.fromkeys(recipients))}
    try:
        limit: int | None = connector.run(_QUOTA).body.value
        used: int = connector.run(_CONSUMPTION).body.total_usage
    except (ConnectorError, ValueError) as error:
        return {**cost, "note": f"limit and usage unknown: {error}"}
    if limit is None:
        return {**cost, "used": used, "note": "the account has no limit"}
    left = max(limit - used, 0)
    quota: dict[str, Any] = {**cost, "limit": limit, "used": used, "left": left}
    if recipients is None:
        quota["note"] = "cost unknown: one message for each person it reaches"
    elif cost["at_most"] > left:
        quota["note"] = "more than is left: it is refused if all of them can be reached"
    return quota
