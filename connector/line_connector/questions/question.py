"""What is asked, of whom, who may answer, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from line_connector.cards.values import Shown, Title
from line_connector.cards.words import Language
from line_connector.errors import InputError
from line_connector.json_values import is_object
from line_connector.models.line.datetime_picker import DatetimePickerAction
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, problems_of

Kind = Literal["approval", "choice", "date", "text"]

_ASKED = {"approval": "an approval", "choice": "a choice", "text": "a text"}

APPROVE = "approve"
DENY = "deny"

LONGEST_TIMEOUT = 30 * 24 * 60 * 60
"""Seconds."""

_MOST_CHOICES = 10
_MOST_NAMES = 100


def _as_list(value: Any) -> Any:
    """Return one text as a list of it."""
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_as_list), ListLength(_MOST_NAMES, least=0)]
"""IDs, names of the configuration file and of the recipient book, `tag:NAME`; at most 100."""

Seconds = Annotated[float, Field(gt=0, le=LONGEST_TIMEOUT)]


def _without_default(schema: dict[str, Any]) -> None:
    """Leave a default out: a form that fills it in would contradict choices."""
    schema.pop("default", None)


class Question(Input):
    """A question to people in LINE, whom it reaches as a card with buttons."""

    model_config = ConfigDict(alias_generator=lambda name: name)

    text: Title
    """What is asked."""

    to: Names = []
    """Whom: IDs, names and tags, as `send` takes them; the default recipient if empty. The answer
    of one of them is the answer."""

    kind: Annotated[Kind, Field(json_schema_extra=_without_default)] = "approval"
    """`approval`: Approve or Deny. `choice`: one of `choices`. `date`: one that is picked. `text`:
    the next text message. `choice` if there are choices, else `approval`, if absent."""

    choices: Annotated[list[Title], ListLength(_MOST_CHOICES, least=0)] = []
    """The answers of a choice, 1 to 10; at most 40 characters of each are shown."""

    title: Title | None = None
    """Title above the question."""

    fields: dict[str, Shown] = {}
    """Values by name, shown as a table."""

    allowed: Names = []
    """User IDs, or names of users, who may answer in a group; anybody in it if empty. Who is asked
    in a chat of their own may always answer."""

    timeout: Seconds = 900
    """Seconds until it is too late to answer; at most 30 days."""

    remind_after: Seconds | None = None
    """Seconds after which who was asked is reminded, once."""

    escalate_to: Names = []
    """Whom to ask next, one after the other, if nobody answers. Who was asked before can still
    answer."""

    escalate_after: Seconds | None = None
    """Seconds after which the next one is asked; absent, the timeout in equal parts."""

    callback: str | None = None
    """URL that is sent how it ended, in a signed POST."""

    date_mode: Literal["date", "time", "datetime"] = "date"
    """What is picked for a date."""

    earliest: str | None = None
    """Earliest date or time: `2026-12-24`, `09:30` or `2026-12-24T09:30`, as `date_mode` says."""

    latest: str | None = None
    """Latest date or time."""

    language: Language = "en"
    """Language of the words that are not the question's."""

    @model_validator(mode="before")
    @classmethod
    def _choose_kind(cls, value: Any) -> Any:
        """A question with choices is a choice."""
        if is_object(value) and "kind" not in value and value.get("choices"):
            return {**value, "kind": "choice"}
        return value

    @property
    def escalation_times(self) -> list[float]:
        """Seconds after which each of `escalate_to` is asked."""
        steps = len(self.escalate_to)
        pause = self.escalate_after or self.timeout / (steps + 1)
        return [pause * (step + 1) for step in range(steps)]

    def offers(self, picked: str) -> bool:
        """Tell whether a date or time can be picked: it has the form, and is in the range."""
        try:
            picker = DatetimePickerAction(
                label="",
                data="",
                mode=self.date_mode,
                initial=picked,
                min=self.earliest,
                max=self.latest,
            )
        except ValidationError:
            return False
        return not any("initial" in problem.path for problem in picker.warnings())

    def errors(self) -> Iterator[Problem]:
        """Yield what does not go together."""
        if self.kind == "choice" and not self.choices:
            yield Problem(("choices",), "a choice has 1 to 10 of them")
        if self.kind != "choice" and self.choices:
            yield Problem(("choices",), f"not for kind {self.kind}")
        if len(set(self.choices)) < len(self.choices):
            yield Problem(("choices",), "two of them are equal")
        for name in ("earliest", "latest"):
            if self.kind != "date" and getattr(self, name) is not None:
                yield Problem((name,), f"is for a date, and this asks for {_ASKED[self.kind]}")
        if self.kind == "date":
            yield from self._wrong_dates()
        yield from self._wrong_times()
        if self.callback is not None and not self.callback.startswith(("https://", "http://")):
            yield Problem(("callback",), "must begin with https:// or http://")

    def _wrong_times(self) -> Iterator[Problem]:
        if self.remind_after is not None and self.remind_after >= self.timeout:
            yield Problem(("remind_after",), "must be less than the timeout")
        if self.escalate_after is not None and not self.escalate_to:
            yield Problem(("escalate_after",), "there is nobody to escalate to")
        if self.escalation_times and self.escalation_times[-1] >= self.timeout:
            text = "the last one would be asked when the timeout is over"
            yield Problem(("escalate_after",), text)

    def _wrong_dates(self) -> Iterator[Problem]:
        names = {"min": "earliest", "max": "latest"}
        given = {there: getattr(self, here) for there, here in names.items()}
        try:
            DatetimePickerAction(label="", data="", mode=self.date_mode, **given)
        except ValidationError as error:
            for problem in problems_of(error):
                message = problem.message.replace("than min", "than the earliest")
                yield Problem((names.get(str(problem.path[-1]), "date_mode"),), message)


def read_question(fields: Any) -> Question:
    """Check the fields of a question.

    Raises:
        InputError: with every problem and its path.
    """
    try:
        return Question.model_validate(fields)
    except ValidationError as error:
        raise InputError.of(problems_of(error)) from None
