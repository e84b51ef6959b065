"""Which events are delivered to questions: taps on buttons, and texts while one waits for one.

Most texts that arrive answer nothing, so a delivery of each would double what a listener writes.
Whether a question waits for a text is looked up again and again; a text that came between a
question and the next look is delivered then.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Engine, exists, func, select

from line_connector.events import history
from line_connector.events.event import Event
from line_connector.events.history import Replay
from line_connector.events.store import now
from line_connector.events.subscription import Subscription
from line_connector.events.tables import deliveries, events
from line_connector.questions.buttons import MARK
from line_connector.questions.database import make_tables, reading, writing
from line_connector.questions.tables import IS_OPEN, questions, sends

NAME = "questions"
"""Of the handler: its deliveries are stored under it."""

TEXT = "message.text"
TAP = "postback"

_SETTLED = 10.0
"""Seconds for which texts are looked for that came before a question was seen: longer than an event
takes from its receipt to the disk."""

_AT_ONCE = 1000


class WantedTexts(Protocol):
    """Whether a question waits for a text."""

    @property
    def are_wanted(self) -> bool:
        """Tell it."""
        ...


class Texts:
    """Whether a question waits for a text, as a listener saw it last.

    Args:
        engine: the database of questions.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._since = float("-inf")
        self.are_wanted = False

    def look(self) -> None:
        """Look whether a question waits; have the texts delivered that came before this was seen.

        Raises:
            StoreError: the database fails.
        """
        first = _first_after(self._engine)
        if first is None:
            self.are_wanted = False
            return
        if not self.are_wanted:
            self.are_wanted, self._since = True, time.monotonic()
        if time.monotonic() - self._since < _SETTLED:
            self._deliver_after(first)

    def _deliver_after(self, number: int) -> None:
        delivered = exists().where(
            deliveries.c.event == events.c.number, deliveries.c.handler == NAME
        )
        missed = select(events.c.number).where(
            events.c.number > number,
            events.c.type == TEXT,
            events.c.body.is_not(None),
            ~events.c.standby,
            ~delivered,
        )
        with reading(self._engine) as db:
            numbers = list(db.execute(missed.limit(_AT_ONCE)).scalars())
        if numbers:
            with writing(self._engine) as db:
                history.replay(db, [Replay(numbers, (NAME,), now())])


class TextsLookedUp:
    """Whether a question waits for a text, looked up for each: where no listener runs.

    Args:
        engine: the database of questions.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def are_wanted(self) -> bool:
        """Look it up.

        Raises:
            StoreError: the database fails.
        """
        return _first_after(self._engine) is not None


def _first_after(engine: Engine) -> int | None:
    """Return the number of the event after which the first card was sent that waits for a text."""
    first = select(func.min(sends.c.after_event)).join(questions)
    with reading(engine) as db:
        waiting = IS_OPEN, questions.c.kind == "text"
        return db.execute(first.where(*waiting)).scalar()


@dataclass(frozen=True)
class QuestionSubscription(Subscription):
    """Wants taps on the buttons of questions, and texts while a question waits for one."""

    on: tuple[str, ...] = (TAP, TEXT)

    texts: WantedTexts | None = field(default=None, repr=False)

    def wants(self, event: Event) -> bool:
        """Return whether an event may answer a question."""
        if not super().wants(event):
            return False
        if event.type == TEXT:
            return self.texts is None or self.texts.are_wanted
        return (event.text or "").startswith(MARK)


class _LeftToListener:
    """Stands where nothing is delivered."""

    def handle(self, event: Event) -> None:
        """Refuse an event: only a listener takes answers."""
        raise NotImplementedError(event.event_id)


def written_for_listener(engine: Engine) -> Subscription:
    """Return the subscription of a process that writes events down and delivers none.

    A listener on the same database takes the answers.

    Raises:
        StoreError: the database cannot be used.
    """
    make_tables(engine)
    return QuestionSubscription(NAME, _LeftToListener(), texts=TextsLookedUp(engine))
