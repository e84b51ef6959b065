"""Writes calls down, makes them, and writes down what came of them.

After any crash a call is so known to be done, or not to have been sent, or to be in doubt. One in
doubt stays so until it succeeds or a person settles it: that another try was refused says nothing
of the try before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from line_connector.call import Call
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.outbox.calls import CallName, CallRecord, Outcome
from line_connector.outbox.database import Change, Database, JournalError
from line_connector.outbox.stored_json import dump, dump_input

TABLE = """
CREATE TABLE calls (
    run     TEXT NOT NULL,
    step    TEXT NOT NULL,
    item    INTEGER NOT NULL,           -- position among several; 0 without
    status  TEXT NOT NULL,              -- sent, done, failed, unknown
    input   TEXT NOT NULL,              -- JSON
    outcome TEXT,                       -- JSON
    started DOUBLE PRECISION NOT NULL,  -- seconds since 1970
    PRIMARY KEY (run, step, item)
)
"""
"""What a database needs for an outbox."""

INDEX = "CREATE INDEX calls_by_time ON calls (started)"
"""What a database needs besides, where calls are forgotten by their age."""

_PAGE = 500
"""Calls read at a time: a run may have a million."""


class UnrecordedError(JournalError):
    """A call was made, and what came of it could not be written down.

    Attributes:
        outcome: what came of it.
    """

    def __init__(self, message: str, outcome: Outcome) -> None:
        super().__init__(message)
        self.outcome = outcome


class Outbox:
    """The calls in a database. Threads may share it.

    Args:
        database: has the table.
        now: the clock, in seconds since 1970.

    Raises:
        JournalError: the database cannot be used. So does every method.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._db = database
        self._now = now

    def send(
        self, name: CallName, call: Call, make: Callable[[], Output[Any]], *, in_doubt: bool = False
    ) -> Outcome:
        """Make a call that is written down before, and write down what came of it.

        That it is sent must be on the disk before: a call that was lost would be made again, and if
        it was refused then, it would be called failed, although it may have been carried out. That
        it is done need not be, where it has a retry key: made again with that, it is done once.

        Args:
            name: what names it.
            call: the call.
            make: makes it.
            in_doubt: whether it may have been carried out already.

        Raises:
            UnrecordedError: it was made, and what came of it could not be written down.
            JournalError: it could not be written down, and was not sent.
            InputError: its action takes secrets, which no database may hold; it was not sent.
        """
        if call.spec.action.takes_secrets():
            raise InputError(f"{call.spec.name} takes a secret, and so is never written down")
        if not in_doubt:
            self._db.write(self._begin(name, call.input), durable=not call.request.idempotent)
        return self.make(name, call, make, in_doubt=in_doubt)

    def claim(
        self, name: CallName, given: Mapping[str, Any], *, durable: bool = True
    ) -> CallRecord | None:
        """Write a call down to be made, unless it is done or in doubt; return what is known then.

        Of several processes that claim a name at the same time, one gets None, and is to make it.

        Args:
            name: what names it.
            given: what is written down as its input.
            durable: whether a power cut must not undo the claim.
        """
        begin = self._begin(name, given)
        unless_failed = Change(f"{begin.sql} WHERE calls.status = 'failed'", begin.values)
        claimed = self._db.write(unless_failed, durable=durable)
        return None if claimed else self.call(name)

    def make(
        self,
        name: CallName,
        call: Call,
        make: Callable[[], Output[Any]],
        *,
        in_doubt: bool = False,
        given: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Make a call, and write down what came of it; see `send`.

        Args:
            name: what names it.
            call: the call.
            make: makes it.
            in_doubt: whether it may have been carried out already.
            given: what is written down as its input, where it was not before: a call that nobody
                can ask about before it has ended.
        """
        outcome = _outcome(call, make, in_doubt=in_doubt)
        try:
            repeatable = call.retry_key is not None and outcome.status != "failed"
            durable = not repeatable and not call.request.idempotent
            self.settle(name, outcome, given, durable=durable)
        except JournalError as error:
            if outcome.status != "unknown":  # what stands there says the same: sent, and no more
                raise UnrecordedError(str(error), outcome) from None
        return outcome

    def settle(
        self,
        name: CallName,
        outcome: Outcome,
        given: Mapping[str, Any] | None = None,
        *,
        durable: bool = True,
    ) -> None:
        """Write down what came of a call, and its input where that was not written down before."""
        self._db.write(self.settling(name, outcome, given), durable=durable)

    def settling(
        self, name: CallName, outcome: Outcome, given: Mapping[str, Any] | None = None
    ) -> Change:
        """Return the change that writes down what came of a call."""
        return Change(
            "INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, step, item)"
            " DO UPDATE SET status = excluded.status, outcome = excluded.outcome",
            (*name, outcome.status, dump_input(given or {}), dump(outcome.value), self._now()),
        )

    def age(self, record: CallRecord) -> float:
        """Return how many seconds ago a call was sent first."""
        return self._now() - record.started

    def forget(self, name: CallName) -> None:
        """Let a call be made as if for the first time."""
        self._db.write(self.forgetting(name))

    def forgetting(self, name: CallName) -> Change:
        """Return the change that forgets a call."""
        return Change("DELETE FROM calls WHERE run = ? AND step = ? AND item = ?", name)

    def forget_old(self, seconds: float, most: int) -> None:
        """Forget the calls that were sent first longer ago, and all but the latest `most`."""
        self._db.write(
            Change("DELETE FROM calls WHERE started < ?", (self._now() - seconds,)),
            Change(
                "DELETE FROM calls WHERE started < (SELECT started FROM calls"
                " ORDER BY started DESC LIMIT 1 OFFSET ?)",
                (most - 1,),
            ),
            durable=False,
        )

    def call(self, name: CallName) -> CallRecord | None:
        """Return what is known of a call; None where it was not written down."""
        rows = self._db.read("SELECT * FROM calls WHERE run = ? AND step = ? AND item = ?", *name)
        return CallRecord(*rows[0]) if rows else None

    def calls(self, run: str, step: str) -> Iterator[CallRecord]:
        """Yield the calls of a step in the order of their positions, read bit by bit."""
        after = -1
        while True:
            rows = self._db.read(
                "SELECT * FROM calls WHERE run = ? AND step = ? AND item > ?"
                " ORDER BY item LIMIT ?",
                run, step, after, _PAGE,
            )  # fmt: skip
            yield from (CallRecord(*row) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1][2]

    def _begin(self, name: CallName, given: Mapping[str, Any]) -> Change:
        return Change(
            "INSERT INTO calls VALUES (?, ?, ?, 'sent', ?, NULL, ?) ON CONFLICT (run, step, item)"
            " DO UPDATE SET status = 'sent', input = excluded.input, outcome = NULL,"
            " started = excluded.started",
            (*name, dump_input(given), self._now()),
        )


def _outcome(call: Call, make: Callable[[], Output[Any]], *, in_doubt: bool) -> Outcome:
    """Make a call; return what came of it."""
    try:
        return Outcome.done(make())
    except UnknownOutcomeError as error:
        return Outcome.of(error)
    except ConnectorError as error:
        doubtful = in_doubt and not call.request.idempotent
        return Outcome.of(_still_unknown(call, error) if doubtful else error)


def _still_unknown(call: Call, error: ConnectorError) -> UnknownOutcomeError:
    return UnknownOutcomeError(
        f"{call.spec.name}: outcome unknown: it was sent before, and may have been carried out; "
        f"sent again, it failed: {error}",
        call.retry_key,
    )
