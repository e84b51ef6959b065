"""The tools that send to many, two for each action.

Planning tells what it would do, and keeps exactly that. The sending tool takes the plan and nothing
else, so that what was agreed to is what is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta, timezone
from typing import Any

from mcp.types import ToolAnnotations

from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.caller import Caller
from line_connector.services.mcp.history import Entry, shown_recipients
from line_connector.services.mcp.plans import Plans
from line_connector.services.mcp.quota import quota_for
from line_connector.services.mcp.schemas import (
    PLAN,
    PLAN_MADE,
    plan_only_schema,
    plan_or_reading_schema,
)
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.tools import RunTool
from line_connector.services.mcp.toolsets import tool_name


class PlanTool(RunTool):
    """The first step: who would get it, and what it costs. Nothing is sent."""

    def __init__(self, spec: ActionSpec, sender: Sender, plans: Plans) -> None:
        super().__init__(spec, sender)
        self.plans = plans

    def name(self) -> str:
        """Return the name that says it plans."""
        return tool_name(self.spec, "plan")

    def title(self) -> str:
        """Return the title that says it plans."""
        return f"Plan: {super().title()}"

    def description(self) -> str:
        """Return what it is for, and what comes then."""
        return (
            "Step 1 of 2; nothing is sent. Checks the input and tells who would get it and what "
            "it costs. Show that to a person, then give the plan to "
            f"`{super().name()}`.\n\n{super().description()}"
        )

    def gives(self) -> dict[str, Any]:
        """Return the schema of a plan."""
        return PLAN_MADE

    def hints(self) -> ToolAnnotations:
        """Return those of a tool that only reads."""
        return ToolAnnotations(read_only_hint=True, open_world_hint=True)

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Check the input and keep it as a plan."""
        send_with = super().name()
        before = self.sender.history.unsettled(self.spec.name, arguments)
        # The plan must not change when the caller's object does.
        planned = self.sender.prepare(self.spec, deepcopy(dict(arguments)))
        if planned.effect == "reads":
            raise InputError(f"this only reads and needs no plan: call {send_with} with it")
        warnings = list(map(str, planned.warnings))
        if before is not None:
            warnings.append(_warning(before, planned.retry_key))
        lifetime = timedelta(seconds=self.sender.settings.plan_lifetime)
        made: dict[str, Any] = {
            "plan": self.plans.make(planned).token,
            "send_with": send_with,
            "expires_at": (datetime.now(timezone.utc) + lifetime).isoformat(timespec="seconds"),
            "recipients": shown_recipients(planned.recipients),
            "quota": quota_for(self.connector, self.spec, planned.recipients),
            "warnings": warnings,
        }
        return made if planned.retry_key is None else {**made, "retry_key": planned.retry_key}


class SendPlannedTool(RunTool):
    """The second step: a plan, and nothing but a plan."""

    def __init__(self, spec: ActionSpec, sender: Sender, plans: Plans) -> None:
        super().__init__(spec, sender)
        self.plans = plans

    def description(self) -> str:
        """Return what it is for, and what comes before."""
        steps = f"Step 2 of 2: carries out what `{self._planned_by()}` planned, once."
        if self.spec.action.reads_with:
            steps += " What only reads needs no plan: give the input itself."
        return f"{steps}\n\n{super().description()}"

    def takes(self) -> dict[str, Any]:
        """Return the schema of a plan's name; where the action can read, beside that."""
        if self.spec.action.reads_with:
            return plan_or_reading_schema(self.spec, self._planned_by())
        return plan_only_schema(self._planned_by())

    def hints(self) -> ToolAnnotations:
        """Return those of what is carried out once, however often it is called."""
        return super().hints().model_copy(update={"idempotent_hint": True})

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Send what was planned, or read."""
        if set(arguments) == {PLAN}:
            return self._send(arguments[PLAN], caller)
        if self.spec.action.reads_with and PLAN not in arguments:
            call = self.connector.call(self.spec.name, arguments)
            if call.effect == "reads":
                return call.send().to_dict()
        raise InputError(
            f"this takes two steps: call {self._planned_by()} with what is to be sent, "
            f"then {self.name()} with nothing but the plan it gives"
        )

    def _planned_by(self) -> str:
        return tool_name(self.spec, "plan")

    def _send(self, token: Any, caller: Caller) -> dict[str, Any]:
        with self.plans.use(token, self.spec.name) as plan:
            try:
                return self.sender.send(plan.call, caller)
            except UnknownOutcomeError as error:
                if error.retry_key is None:
                    raise
                advice = "Here the plan carries that key: call this again with the same plan"
                raise UnknownOutcomeError(
                    f"{error}\n{advice}", error.retry_key, error.output
                ) from None


def _warning(before: Entry, retry_key: str | None) -> str:
    """Say that the same was sent lately, and what sending it now comes to."""
    told = (
        f"the same was sent at {before.at:%H:%M:%S} UTC ({before.outcome}), and nobody was told "
        "how it ended"
    )
    if before.retry_key is None:
        return f"{told}: sending it again may double it"
    if before.retry_key == retry_key:
        return f"{told}: this plan carries its retry key, so that it is carried out once"
    return (
        f"{told}: sending it again may double it; planned with retryKey {before.retry_key}, it is "
        "carried out once within 24 hours of then"
    )
