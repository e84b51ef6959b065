"""Takes answers: a tap on a button of a card, or a text. What is not valid answers nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy import Engine

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.events.event import Event
from line_connector.events.store import now
from line_connector.json_values import is_object
from line_connector.questions import records
from line_connector.questions.asked import Answer, moment
from line_connector.questions.buttons import MARK, PICK, WRITE, Button, read_button
from line_connector.questions.card import choices_of
from line_connector.questions.database import reading, writing
from line_connector.questions.question import Question
from line_connector.questions.records import Record
from line_connector.questions.subscribing import TEXT
from line_connector.questions.telling import name_of, tell
from line_connector.questions.turns import answered_by, end_turns, take_turn
from line_connector.questions.words import WORDS, QuestionWords

LOG = logging.getLogger("line_connector.web")


class Answers:
    """Handles taps and texts.

    An event may be delivered twice: what it answered the first time, it answers the second time.

    Args:
        engine: the database of questions.
        connector: returns what replies, and asks for names.
    """

    def __init__(self, engine: Engine, connector: Callable[[], Connector]) -> None:
        self._engine = engine
        self._connector = connector

    def handle(self, event: Event) -> None:
        """Take the answer in an event, if it has one.

        Raises:
            StoreError: the database fails; the event is to be delivered again.
        """
        if event.type == TEXT:
            self._handle_text(event)
        elif (event.text or "").startswith(MARK):
            self._handle_tap(event, event.text or "")

    def _handle_tap(self, event: Event, data: str) -> None:
        button = read_button(data)
        record = self._record(button.question) if button else None
        chat = event.chat_id or ""
        if (
            button is None
            or record is None
            or not button.is_of(record.secret, chat)
            or _is_others(record, event)
        ):
            self._refuse(event, "a button that is not valid")
            self._tell(event, (WORDS["en"] if record is None else _words(record)).not_valid)
            return
        if self._is_refused(event, record):
            return
        answer = _tapped(record, button, event)
        if answer is not None:
            self._answer(event, record, *answer)
        elif button.answer == WRITE and event.user_id is not None:
            with writing(self._engine) as db:
                take_turn(db, record.id, chat, event.user_id)
            self._tell(event, _words(record).write_now)
        else:
            self._tell(event, _words(record).not_valid)

    def _handle_text(self, event: Event) -> None:
        text = (event.text or "").strip()
        with reading(self._engine) as db:
            record = answered_by(db, event)
        if record is None or not text:
            return
        if not self._is_refused(event, record):
            self._answer(event, record, text, text, 0)

    def _is_refused(self, event: Event, record: Record) -> bool:
        """Tell whether a question cannot be answered by an event; say why to the person."""
        if record.state != "open":
            if record.answer_event != event.event_id:
                self._tell(event, _ended(record))
                return True
            return False
        at = min(event.timestamp, now())  # a tap in time counts, also where it is read later
        if at >= record.expires_at:
            self._tell(event, _words(record).expired)
            return True
        is_own_chat = event.chat_id == event.user_id
        if record.allowed is not None and not is_own_chat and event.user_id not in record.allowed:
            self._refuse(event, "somebody who may not answer", record)
            self._tell(event, _words(record).not_allowed)
            return True
        return False

    def _answer(self, event: Event, record: Record, value: str, label: str, position: int) -> None:
        """Write an answer down, if it is the first, and tell the person."""
        if record.state == "open":
            name = self._name(event)
            at = moment(min(event.timestamp, now()))
            answer = Answer(value, label, position, event.user_id, name, at, event.chat_id or "")
            with writing(self._engine) as db:
                is_first = records.end(db, record, "answered", now(), answer, event.event_id)
                end_turns(db, record.id)
            if is_first:
                LOG.info("answered", extra={"fields": {"question": record.id}})
        known = self._record(record.id) or record
        if known.answer is not None and known.answer_event == event.event_id:
            words = _words(record)
            self._tell(event, _with_name(words.noted, words.noted_of, known.answer))
        else:
            self._tell(event, _ended(known))

    def _record(self, question: str) -> Record | None:
        with reading(self._engine) as db:
            return records.find(db, question)

    def _name(self, event: Event) -> str | None:
        with _unless_it_fails(event):
            return name_of(self._connector(), event)
        return None

    def _tell(self, event: Event, text: str) -> None:
        with _unless_it_fails(event):
            tell(self._connector(), event, text)

    def _refuse(self, event: Event, why: str, record: Record | None = None) -> None:
        fields = {"event": event.event_id, **({"question": record.id} if record else {})}
        LOG.warning("question: %s answered nothing", why, extra={"fields": fields})


@contextmanager
def _unless_it_fails(event: Event) -> Generator[None]:
    """Log why nothing could be asked of LINE or told: an answer counts nevertheless."""
    try:
        yield
    except ConnectorError as error:
        LOG.warning("question: %s: %s", event.user_id or event.chat_id, error)


def _tapped(record: Record, button: Button, event: Event) -> tuple[str, str, int] | None:
    """Return value, label and position of the answer; None where the button has none."""
    if button.answer == PICK and record.question.kind == "date":
        picked = _picked(event, record.question)
        return None if picked is None else (picked, picked, 0)
    choices = choices_of(record.question)
    if button.answer.isdecimal() and int(button.answer) < len(choices):
        position = int(button.answer)
        value, label = choices[position]
        return value, label, position
    return None


def _picked(event: Event, question: Question) -> str | None:
    """Return what was picked; None where it is nothing that the card offers."""
    postback = event.content.get("postback")
    params = postback.get("params") if is_object(postback) else None
    picked = params.get(question.date_mode) if is_object(params) else None
    return picked if isinstance(picked, str) and question.offers(picked) else None


def _is_others(record: Record, event: Event) -> bool:
    """Tell whether a tap was in a chat with another account of ours: users have one ID in both."""
    return bool(record.account and event.account and record.account != event.account)


def _ended(record: Record) -> str:
    """Say why a question cannot be answered any more."""
    words = _words(record)
    if record.answer is not None:
        return _with_name(words.taken, words.taken_of, record.answer)
    return words.cancelled if record.state == "cancelled" else words.expired


def _with_name(text: str, text_of: str, answer: Answer) -> str:
    """Fill in who answered what; with replace, since names and answers may have braces."""
    named = text if answer.user_name is None else text_of.replace("{who}", answer.user_name)
    return answer.label.join(named.rsplit("{answer}", 1))


def _words(record: Record) -> QuestionWords:
    return WORDS[record.question.language]
