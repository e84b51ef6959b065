"""Two tools that make an account's rich menus as described: plan, then apply what was planned."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime, timezone
from typing import Any, NamedTuple

from mcp.types import ToolAnnotations

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.rich_menus.applying import apply_rich_menus, plan_rich_menus
from line_connector.rich_menus.document import RichMenus
from line_connector.rich_menus.reading import rich_menus_of
from line_connector.rich_menus.wanted import WantedRichMenus
from line_connector.services.mcp.plans import TokenStore
from line_connector.services.mcp.schemas import PLAN, brief_schema, plan_only_schema
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.tool import READ_ONLY
from line_connector.services.mcp.tools import RunTool

APPLY = "line_apply_rich_menus"
PLAN_APPLY = "line_plan_apply_rich_menus"

_CAPACITY = 100
"""Plans that are remembered."""

_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
_APPLIED: dict[str, Any] = {
    "type": "object",
    "properties": {"changes": {**_TEXTS, "description": "What was changed, in order."}},
    "required": ["changes"],
}
_PLAN_MADE: dict[str, Any] = {
    "type": "object",
    "properties": {
        PLAN: {"type": "string", "description": f"The only argument of {APPLY}."},
        "send_with": {"type": "string", "description": "The tool that applies the plan."},
        "expires_at": {"type": "string", "description": "When the plan expires: ISO 8601, UTC."},
        "changes": {**_TEXTS, "description": "What would be changed, in order."},
        "warnings": _TEXTS,
    },
    "required": [PLAN, "send_with", "expires_at", "changes", "warnings"],
}


class _Planned(NamedTuple):
    """What a person is asked to confirm."""

    wanted: WantedRichMenus
    changes: tuple[str, ...]

    expires: float
    """In seconds since 1970."""


class RichMenuPlans:
    """The plans of this process. Threads may share it."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.applying = threading.Lock()
        self._plans = TokenStore[_Planned](_CAPACITY)

    def make(self, wanted: WantedRichMenus) -> dict[str, Any]:
        """Find out what would change; return it with the token of a new plan.

        Raises:
            ConnectorError: as `plan_rich_menus`.
        """
        plan = plan_rich_menus(wanted, self.sender.connector)
        changes = tuple(map(str, plan.changes))
        expires = self.sender.now() + self.sender.settings.plan_lifetime
        token = f"rich_menus.{secrets.token_urlsafe(18)}"
        self._plans.put(token, _Planned(wanted, changes, expires))
        expires_at = datetime.fromtimestamp(expires, timezone.utc).isoformat(timespec="seconds")
        return {
            PLAN: token,
            "send_with": APPLY,
            "expires_at": expires_at,
            "changes": list(changes),
            "warnings": list(plan.warnings),
        }

    def of(self, token: Any) -> _Planned:
        """Return a plan.

        Raises:
            InputError: it is unknown, or expired.
        """
        planned = self._plans.get(token)
        if planned is None:
            raise InputError("plan: unknown plan: make a new one")
        if self.sender.now() > planned.expires:
            raise InputError("plan: expired: make a new one")
        return planned


def rich_menu_tools(spec: ActionSpec, sender: Sender) -> Iterator[RunTool]:
    """Yield the two tools, where an action that creates rich menus is offered."""
    plans = RichMenuPlans(sender)
    yield PlanRichMenusTool(spec, plans)
    if not sender.settings.read_only:
        yield ApplyRichMenusTool(spec, plans)


class PlanRichMenusTool(RunTool):
    """The first step: what would change. Nothing is changed."""

    def __init__(self, spec: ActionSpec, plans: RichMenuPlans) -> None:
        super().__init__(spec, plans.sender)
        self._plans = plans

    def name(self) -> str:
        """Return the tool's name."""
        return PLAN_APPLY

    def title(self) -> str:
        """Return the name to show to people."""
        return "Plan: Apply Rich Menus"

    def description(self) -> str:
        """Return what it does, and what the second step is."""
        return (
            "Step 1 of 2; nothing is changed. Compares all rich menus that the account is to have "
            "with what it has: what was made by this tool and is not described is deleted, other "
            "menus stay. Returns a plan with the changes. Show these to a person, then give the "
            f"plan to `{APPLY}`. Images are drawn: no file is read."
        )

    def takes(self) -> dict[str, Any]:
        """Return the schema of the rich menus."""
        return brief_schema(RichMenus)

    def gives(self) -> dict[str, Any]:
        """Return the schema of a plan."""
        return _PLAN_MADE

    def hints(self) -> ToolAnnotations:
        """Return the hints of a read-only tool."""
        return READ_ONLY

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Compare, and store what is wanted as a plan."""
        return self._plans.make(rich_menus_of(deepcopy(dict(arguments))))


class ApplyRichMenusTool(RunTool):
    """The second step, which takes a plan and nothing else."""

    def __init__(self, spec: ActionSpec, plans: RichMenuPlans) -> None:
        super().__init__(spec, plans.sender)
        self._plans = plans

    def name(self) -> str:
        """Return the tool's name."""
        return APPLY

    def title(self) -> str:
        """Return the name to show to people."""
        return "Apply Rich Menus"

    def description(self) -> str:
        """Return what it does, and what the first step is."""
        return (
            f"Step 2 of 2: makes the changes of a plan of `{PLAN_APPLY}`. After a failure, call it "
            "again with the same plan: it goes on where it ended."
        )

    def takes(self) -> dict[str, Any]:
        """Return the schema of the plan."""
        return plan_only_schema(PLAN_APPLY)

    def gives(self) -> dict[str, Any]:
        """Return the schema of the changes."""
        return _APPLIED

    def hints(self) -> ToolAnnotations:
        """Return what helps a client to decide whether to ask a person first."""
        return ToolAnnotations(
            read_only_hint=False, destructive_hint=True, idempotent_hint=True, open_world_hint=True
        )

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Make the changes that were confirmed, as far as they are not made yet."""
        planned = self._plans.of(arguments.get(PLAN))
        with self._plans.applying:
            plan = plan_rich_menus(planned.wanted, self.connector)
            if not {str(change) for change in plan.changes} <= set(planned.changes):
                raise InputError(
                    "plan: the account has changed since, so that other changes are needed; "
                    "nothing was changed: make a new plan"
                )
            apply_rich_menus(planned.wanted, self.connector, plan=plan)
        return {"changes": [str(change) for change in plan.changes]}
