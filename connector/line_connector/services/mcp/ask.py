"""The tool that asks people something and waits for their answer."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from line_connector.configuration import Configuration
from line_connector.configuration.location import configuration_path
from line_connector.errors import InputError
from line_connector.json_values import is_list
from line_connector.manifest import ActionSpec
from line_connector.questions.schema import ASKED_SCHEMA
from line_connector.sending.address import Address, names_for, recipients_of
from line_connector.services.mcp.recipient_names import whom_it_takes
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.tools import SendTool, tool_name
from line_connector.shortening import did_you_mean

if TYPE_CHECKING:
    from line_connector.questions.asked import Asked
    from line_connector.questions.asking import Questions

_LONGEST_WAIT = 300
"""Seconds that one call waits: clients give up on tools that take longer."""

_WAIT = 50
_STEP = 1.0
"""Seconds between two looks whether the client is still there."""

_ID = "question_id"
_ASKED = ("text", "to", "choices", "kind", "title", "timeout")


class AskTool(SendTool):
    """Asks; with the ID of a question that was asked, goes on waiting."""

    def __init__(self, spec: ActionSpec, sender: Sender) -> None:
        super().__init__(spec, sender)
        configuration = sender.settings.configuration
        self._configuration = configuration or Configuration(configuration_path())

    def name(self) -> str:
        """Return the tool's name."""
        return f"{tool_name(self.spec).partition('_')[0]}_ask"

    def title(self) -> str:
        """Return the name to show to people."""
        return "Ask a Question"

    def description(self) -> str:
        """Return what the tool does."""
        return (
            "Ask a person or a group with a card of buttons, and wait for the answer. If the state "
            f"is still open, call again with {_ID} alone: it goes on waiting and asks nothing new."
        )

    def takes(self) -> dict[str, Any]:
        """Return the schema of the question."""
        to = whom_it_takes(self._configuration.recipients)
        return {
            "type": "object",
            "properties": {
                "text": {"type": "string", "description": "What to ask."},
                "to": {"type": "string", "description": f"{to}."},
                "choices": {
                    "type": "array",
                    "items": {"type": "string"},
                    "maxItems": 10,
                    "description": "The answers to choose from; Approve and Deny if absent.",
                },
                "kind": {
                    "enum": ["approval", "choice", "date", "text"],
                    "description": "date asks for a date, text for an answer in words.",
                },
                "title": {"type": "string", "description": "Title above the question."},
                "timeout": {
                    "type": "number",
                    "description": "Seconds until it is too late to answer; 900 if absent.",
                },
                "wait": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": _LONGEST_WAIT,
                    "description": f"Seconds that this call waits; {_WAIT} if absent.",
                },
                _ID: {"type": "string", "description": "Of a question that was asked before."},
            },
        }

    def gives(self) -> dict[str, Any]:
        """Return the schema of a question as it stands."""
        return ASKED_SCHEMA

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Ask, within the operator's limits, and wait."""
        given = dict(arguments)
        wait = given.pop("wait", _WAIT)
        if isinstance(wait, bool) or not isinstance(wait, int | float):
            raise InputError("wait: must be a number of seconds")
        if not 0 <= wait <= _LONGEST_WAIT:
            raise InputError(f"wait: must be from 0 to {_LONGEST_WAIT} seconds")
        known = given.pop(_ID, None)
        if known is not None and (given or not isinstance(known, str)):
            raise InputError(f"{_ID}: must be the ID of a question, with nothing else but wait")
        # Imported late: few agents ask.
        from line_connector.questions.asking import Questions

        with Questions(
            connector=self.sender.connector, configuration=self._configuration
        ) as questions:
            question = known or self._ask(questions, given).id
            return _waited(questions, question, wait, caller).to_dict()

    def _ask(self, questions: Questions, given: dict[str, Any]) -> Asked:
        from line_connector.questions.question import read_question

        for name in given:
            if name not in _ASKED:
                hint = did_you_mean(name, [*_ASKED, "wait", _ID])
                raise InputError(f"{name}: unknown property{hint}")
        if is_list(given.get("to")):
            raise InputError("to: must be a text")
        question = read_question(given)
        names = names_for(self.sender.connector, self._configuration)
        recipients = recipients_of(Address(tuple(question.to)), self._configuration, names)
        self.sender.settings.check_recipients(recipients)
        return questions.ask(question)


def _waited(questions: Questions, question: str, seconds: float, caller: Caller) -> Asked:
    """Wait for an answer, as long as the client does."""
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        asked = questions.wait(question, min(max(left, 0), _STEP))
        if not asked.is_open or left <= 0 or caller.has_disconnected():
            return asked
