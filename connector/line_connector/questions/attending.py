"""What `listen` does for questions: takes answers, reminds, escalates, ends, calls back."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable

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
from line_connector.questions.forgetting import prune_questions
from line_connector.questions.pushing import push
from line_connector.questions.sends import Claimed
from line_connector.questions.subscribing import NAME, QuestionSubscription, Texts

LOG = logging.getLogger("line_connector.web")

_POLL = 0.5
"""Seconds between two looks for what is due."""

_BETWEEN_PRUNINGS = 3600.0
"""Seconds."""

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
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
        self._texts = Texts(engine)
        answers = Answers(engine, connector)
        self.subscription: Subscription = QuestionSubscription(NAME, answers, texts=self._texts)

    def __enter__(self) -> Attendant:
        with writing(self._engine) as db:  # whoever asks from now on is heard
            listeners.note(db, self._id, now())
        self._texts.look()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        seen, pruned = time.monotonic(), float("-inf")
        while not self._stopping.is_set():
            try:
                if time.monotonic() - seen > listeners.BETWEEN:
                    with writing(self._engine) as db:
                        listeners.note(db, self._id, now())
                    seen = time.monotonic()
                if time.monotonic() - pruned > _BETWEEN_PRUNINGS:
                    prune_questions(self._engine)
                    pruned = time.monotonic()
                self._attend()
            except ConnectorError as error:
                LOG.warning("questions: %s; trying again", error)
            except Exception:
                LOG.exception("questions: trying again")
            self._stopping.wait(_POLL)
        self._leave()

    def _attend(self) -> None:
        """End what is over, and send what is due."""
        self._texts.look()
        with reading(self._engine) as db:
            overdue = [records.find(db, each) for each in records.overdue(db, now())]
        for record in overdue:
            if record is not None:
                with writing(self._engine) as db:
                    records.end(db, record, "expired", now())
        with reading(self._engine) as db:
            if not sends.are_due(db, now()):
                return
        with writing(self._engine) as db:
            claimed = sends.claim(db, now())
        for each in claimed:
            if each.kind == records.CALLBACK:
                self._call_back(each)
            else:
                self._push(each)

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
