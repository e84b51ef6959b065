"""What came of each push, said while they are sent, also where a signal ends the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.call import Call
from line_connector.cli.outcome import Outcome
from line_connector.cli.printing import json_text, say, say_error
from line_connector.errors import UnknownOutcomeError
from line_connector.sending.deliveries import Delivery, send_each, worst_error
from line_connector.session import Session


class SendOutcome(Outcome[list[Delivery]]):
    """The outcome of some pushes.

    Args:
        key: what the retry keys were made from.
        names: names of recipients, by their IDs.
        quiet: say nothing of what was sent.
        as_json: print all of it on standard output at the end.
    """

    def __init__(self, key: str, names: Mapping[str, str], *, quiet: bool, as_json: bool) -> None:
        super().__init__()
        self._key = key
        self._names = names
        self._quiet = quiet
        self._as_json = as_json
        self._calls: Sequence[Call] = ()
        self._session: Session | None = None
        self._ended: list[Delivery] = []

    @property
    def sent(self) -> list[str]:
        """IDs of those to whom it was sent."""
        return [each.to for each in self._ended if each.error is None]

    @property
    def first_sent(self) -> Delivery | None:
        """The first push that was sent; None: nothing was."""
        return next((each for each in self._ended if each.error is None), None)

    @property
    def exit_status(self) -> int:
        """The worst exit status of all."""
        error = worst_error(self._ended)
        return 0 if error is None else error.exit_status

    def send(self, calls: Sequence[Call]) -> None:
        """Send the pushes one after the other; say what came of each."""
        self._calls = calls
        self._session = calls[0].open_session()
        deliveries = self.of(self._send_all)
        if self._as_json:
            self.print(deliveries, json_text([each.to_dict() for each in deliveries]))
        self._printed = True

    def may_be_carried_out(self) -> bool:
        """Return whether the first push may have been sent."""
        return self._session is not None and self._session.tries > 0

    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error that says to whom it may have been sent, and how to go on."""
        unsent = self._calls[len(self._ended) :]
        current, *others = [self._shown(call.input["to"]) for call in unsent]
        rest = f"; not sent to {', '.join(others)}" if others else ""
        return UnknownOutcomeError(
            f"{why}: it is unknown whether it was sent to {current}{rest}. {self._advice}"
        )

    def facts(self, result: list[Delivery]) -> tuple[str, Any]:
        """Return the status of each recipient, and all of it."""
        facts = ", ".join(f"{each.to}: {each.status}" for each in result)
        return facts, [each.to_dict() for each in result]

    @property
    def _advice(self) -> str:
        return (
            f"Run the same command with --key {self._key} within 24 hours: "
            "nobody gets it a second time"
        )

    def _shown(self, to: str) -> str:
        return f"{self._names[to]} ({to})" if to in self._names else to

    def _send_all(self) -> list[Delivery]:
        for delivery in send_each(self._calls):
            self._ended.append(delivery)
            self._say_ended(delivery)
        return self._ended

    def _say_ended(self, delivery: Delivery) -> None:
        to = self._shown(delivery.to)
        if delivery.status == "unknown":
            say_error(f"{to}: {delivery.reason}. {self._advice}")
        elif delivery.error is not None:
            say_error(f"{to}: {delivery.reason}")
        elif not self._quiet:
            output = delivery.outcome.output
            again = " before, with the same key" if output and output.status_code == 409 else ""
            say(f"sent to {to}{again}")
