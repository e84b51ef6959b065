"""What `listen` does for questions: takes answers, reminds, escalates, ends, calls back."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.events.backoff import Backoff
from line_connector.events.database import StoreError
from line_connector.events.store import now
from line_connector.events.subscription import Subscription
from line_connector.questions import listeners, records, sends
from line_connector.questions.answering import Answers
from line_connector.questions.callbacks import CallbackError, Secrets, send_callback
from line_connector.questions.database import make_tables, reading, writing
from line_connector.questions.expiring import end_overdue
from line_connector.questions.forgetting import prune_questions
from line_connector.questions.pushing import push
from line_connector.questions.repeating import Repeated
from line_connector.questions.sends import CALLBACKS, CARDS, Claimed
from line_connector.questions.subscribing import NAME, QuestionSubscription, Texts

LOG = logging.getLogger("line_connector.web")

_POLL = 0.5
"""Seconds between two looks for what is due."""

_BETWEEN_PRUNINGS = 3600.0
"""Seconds."""

_AT_ONCE = 20
"""Sent between two looks for what is over."""

_CALLBACK_ATTEMPTS = 16
_BACKOFF = Backoff()


class Attendant:
    """Attends to the questions of a database, beside a dispatcher of its events.

        with Attendant(store.engine, connector, secret) as attendant:
            Dispatcher(store, [*subscriptions, attendant.subscription])

    Args:
        engine: of the events' database.
        connector: returns what replies and pushes.
        secret: returns the channel secret of an account.

    Raises:
        StoreError: the database cannot be used.
    """

    def __init__(self, engine: Engine, connector: Callable[[], Connector], secret: Secrets) -> None:
        make_tables(engine)
        self._engine = engine
        self._connector = connector
        self._secret = secret
        self._id = secrets.token_hex(8)
        self._texts = Texts(engine)
        # Each in a thread of its own: a server that is slow to take callbacks keeps no card back,
        # and neither of them makes the listener look as if it were gone.
        self._repeated = [
            Repeated("signs of life", self._note, listeners.BETWEEN),
            Repeated("cards", self._attend, _POLL),
            Repeated("callbacks", self._call_back_all, _POLL),
            Repeated("pruning of questions", lambda: prune_questions(engine), _BETWEEN_PRUNINGS),
        ]
        answers = Answers(engine, connector)
        self.subscription: Subscription = QuestionSubscription(NAME, answers, texts=self._texts)

    def __enter__(self) -> Attendant:
        self._note()  # whoever asks from now on is heard
        self._texts.look()
        for each in self._repeated:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._repeated:
            each.stop()
        for each in self._repeated:
            each.join()
        self._leave()

    def _note(self) -> None:
        with writing(self._engine) as db:
            listeners.note(db, self._id, now())

    def _attend(self) -> None:
        """End what is over, and send the cards and reminders that are due."""
        self._texts.look()
        end_overdue(self._engine)
        for _ in range(_AT_ONCE):
            if (claimed := self._claimed(CARDS)) is None:
                return
            self._push(claimed)

    def _call_back_all(self) -> None:
        """Post the callbacks that are due."""
        for _ in range(_AT_ONCE):
            if (claimed := self._claimed(CALLBACKS)) is None:
                return
            self._call_back(claimed)

    def _claimed(self, kinds: Sequence[str]) -> Claimed | None:
        """Claim what is due longest; one alone, since nobody else sends what waits behind it."""
        with reading(self._engine) as db:
            if not sends.are_due(db, now(), kinds):
                return None
        with writing(self._engine) as db:
            return next(iter(sends.claim(db, now(), kinds, limit=1)), None)

    def _push(self, claimed: Claimed) -> None:
        error = push(self._engine, self._connector(), claimed, claimed.record.account or None)
        if error is not None:
            LOG.warning(
                "question %s: %s for %s: %s",
                claimed.record.id,
                claimed.kind,
                claimed.recipient,
                error,
            )

    def _call_back(self, claimed: Claimed) -> None:
        with reading(self._engine) as db:
            asked = records.asked(db, claimed.record)
        state, due_at, error = "sent", None, None
        try:
            send_callback(
                claimed.record.question.callback or "", asked, self._secret(claimed.record.account)
            )
        except (CallbackError, ConnectorError) as fault:
            is_last = claimed.attempts >= _CALLBACK_ATTEMPTS
            state, error = "refused" if is_last else "due", str(fault)
            due_at = None if is_last else now() + round(_BACKOFF.pause(claimed.attempts) * 1000)
            LOG.warning("question %s: callback: %s", claimed.record.id, fault)
        with writing(self._engine) as db:
            sends.settle(db, claimed.number, state, error=error, due_at=due_at)

    def _leave(self) -> None:
        try:
            with writing(self._engine) as db:
                listeners.leave(db, self._id)
        except StoreError as error:
            LOG.warning("questions: %s", error)
