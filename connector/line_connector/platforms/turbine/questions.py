"""Actions that ask people in LINE through `line-connector serve`, and look for the answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from line_connector.action import Action
from line_connector.questions.question import Question
from line_connector.schema.model import Body, Input

_PATH = "/v1/questions"

_LONGEST_WAIT = 25
"""Seconds: less than a connection waits for a response."""

QuestionId = Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]


class AskQuestionInput(Question):
    """A question, and the name that keeps it from being asked twice."""

    idempotency_key: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]
    """Names the question, such as the case and the step. A step that runs again with the same key
    asks no second time, and gets the question as it stands."""


class GivenAnswer(Body):
    """Who answered what, and when."""

    model_config = ConfigDict(alias_generator=lambda name: name)

    value: str
    """`approve` or `deny`, the text of the choice, the date, or the text that was written."""

    label: str
    """The same as people see it."""

    position: int
    """That of the choice, from 0."""

    user_id: str | None = None
    """Who answered; absent where LINE does not tell it."""

    user_name: str | None = None
    """Name in LINE; absent where LINE does not tell it."""

    at: str
    """When, in UTC: `2026-12-24T09:30:00Z`."""

    recipient: str
    """ID of the chat where it was given."""


class QuestionBody(Body):
    """A question as it stands."""

    id: str
    """Its ID, for *Get the Answer to a Question*."""

    state: Literal["open", "answered", "expired", "cancelled"] | str
    """`open` while it waits; then `answered`, `expired` (nobody answered) or `cancelled`."""

    answer: GivenAnswer | None = None
    """The answer; null as long as there is none."""


class AskQuestion(Action[AskQuestionInput, QuestionBody]):
    """Ask people a question in LINE: a card with buttons.

    It does not wait: look for the answer with *Get the Answer to a Question*, in a loop, or give
    `callback`, the address of a webhook of Turbine's.

    Raises:
        SessionError: no `line-connector listen` runs beside the service; nothing was asked.
    """

    method = "POST"
    path = _PATH
    headers = {"idempotency_key": "Idempotency-Key"}
    idempotent = True
    effect = "sends"
    rate_limit = "unpublished"
    example = {
        "text": "Isolate host-17?",
        "to": ["soc"],
        "timeout": 3600,
        "idempotency_key": "INC-7/isolate",
    }


class GetAnswerInput(Input):
    """Which question, and for how long to wait."""

    model_config = ConfigDict(alias_generator=lambda name: name)

    question_id: QuestionId
    """The question's ID."""

    wait: Annotated[float, Field(ge=0, le=_LONGEST_WAIT)] | None = None
    """Seconds to wait for the answer, at most 25; absent, it is returned as it stands."""


class GetAnswer(Action[GetAnswerInput, QuestionBody]):
    """Get a question as it stands, or wait a while for its answer.

    Go on when `state` is no longer `open`.
    """

    method = "GET"
    path = f"{_PATH}/{{question_id}}"
    rate_limit = "unpublished"
    example = {"question_id": "0f3b1c9a7d5e2b4c6a80", "wait": 20}


class CancelQuestionInput(Input):
    """Which question."""

    model_config = ConfigDict(alias_generator=lambda name: name)

    question_id: QuestionId
    """The question's ID."""


class CancelQuestion(Action[CancelQuestionInput, QuestionBody]):
    """Withdraw a question that is open; return it as it stands."""

    method = "DELETE"
    path = f"{_PATH}/{{question_id}}"
    idempotent = True
    effect = "changes"
    rate_limit = "unpublished"
    example = {"question_id": "0f3b1c9a7d5e2b4c6a80"}
