"""What was planned and may be sent: exactly that, once, soon, by this process alone."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from line_connector.call import Call
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.providers.line import RETRY_KEY_LIFETIME

_KEPT = 1000


@dataclass
class Plan:
    """A checked call, not to be changed any more."""

    token: str
    call: Call
    expires: float
    sent_first: float | None = None
    state: Literal["ready", "under way", "carried out", "unknown"] = "ready"


class Plans:
    """The plans of this process. Threads may share it.

    Args:
        lifetime: seconds in which a plan may be sent.
        clock: tells seconds.
    """

    def __init__(self, lifetime: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime = lifetime
        self._clock = clock
        self._plans: dict[str, Plan] = {}
        self._lock = threading.Lock()

    def make(self, call: Call) -> Plan:
        """Keep a plan. Its token says for people what it is, and cannot be guessed."""
        recipients = call.recipients
        audience = "unknown" if recipients is None else str(len(dict.fromkeys(recipients)))
        token = f"{call.spec.name}.to-{audience}.{secrets.token_urlsafe(18)}"
        plan = Plan(token, call, self._clock() + self._lifetime)
        with self._lock:
            while len(self._plans) >= _KEPT:
                self._plans.pop(next(iter(self._plans)))
            self._plans[token] = plan
        return plan

    @contextmanager
    def use(self, token: Any, action: str) -> Generator[Plan, None, None]:
        """Hold a plan while it is carried out, which nobody else can do meanwhile.

        It is used up once it was carried out. It can be sent again where it was not, and with its
        retry key also where nobody knows.

        Raises:
            InputError: there is no such plan, or it cannot be sent (any more).
        """
        plan = self._take(token, action)
        try:
            yield plan
        except UnknownOutcomeError as error:
            self._lost(plan, retryable=error.retry_key is not None)
            raise
        except ConnectorError:
            plan.state = "ready"
            raise
        except BaseException:
            self._lost(plan, retryable=plan.call.retry_key is not None)
            raise
        plan.state = "carried out"

    def _take(self, token: Any, action: str) -> Plan:
        with self._lock:
            plan = self._plans.get(token) if isinstance(token, str) else None
            if plan is None:
                raise InputError(
                    "plan: there is no such plan; a plan lives in the process that made it: "
                    "make another"
                )
            if plan.call.spec.name != action:
                raise InputError(f"plan: it is one for {plan.call.spec.name}, not for {action}")
            if plan.state == "ready" and self._clock() > plan.expires:
                raise InputError("plan: it is too old to be sent: make another")
            if plan.state != "ready":
                raise InputError(f"plan: {_REFUSALS[plan.state]}")
            if plan.sent_first is None:
                plan.sent_first = self._clock()
            plan.state = "under way"
            return plan

    def _lost(self, plan: Plan, *, retryable: bool) -> None:
        if retryable and plan.sent_first is not None:
            plan.expires = max(plan.expires, plan.sent_first + RETRY_KEY_LIFETIME)
        plan.state = "ready" if retryable else "unknown"


_REFUSALS = {
    "under way": "it is being carried out: ask again later",
    "carried out": "it was carried out already, and nothing was sent again",
    "unknown": (
        "it was sent, and nobody knows whether it was carried out; without a retry key a second "
        "try may double it: look before you plan it anew"
    ),
}
