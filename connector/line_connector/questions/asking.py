"""Asks questions, and waits for their answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from line_connector.configuration import Configuration, read_configuration
from line_connector.connector import Connector
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.events.store import now
from line_connector.questions import listeners, records, sends, waiting
from line_connector.questions.asked import Asked
from line_connector.questions.database import open_database, reading, writing
from line_connector.questions.errors import NobodyListensError
from line_connector.questions.expiring import end_overdue
from line_connector.questions.preparing import prepare
from line_connector.questions.pushing import push
from line_connector.questions.question import Question
from line_connector.questions.records import Record
from line_connector.questions.sends import Claimed
from line_connector.recipients.location import sending_account
from line_connector.sending.budget import check_budget
from line_connector.shortening import shortened

LOG = logging.getLogger(__name__)

_LONGEST_KEY = 255
NOBODY_LISTENS = (
    "nobody takes the answer, so nothing was asked: start `line-connector listen` on the same "
    "database, with its webhook address set in LINE"
)


class Questions:
    """Questions in a database, asked with a connector.

    Args:
        database_url: of the database, which `line-connector listen` uses too; else that in
            `LINE_CONNECTOR_STORE`; else the SQLite file in the user's data folder.
        connector: pushes the cards; absent, one with the credentials that the command line would
            use.
        account: of the configuration file, whose chats the answers come from, and which the
            listener uses to remind and escalate. Absent, that of `connection`, else the one that
            sends; with a connector of yours that was made for no account, any.
        connection: name of the connector's connection that pushes; LINE's own if absent.
        configuration: has names of recipients; absent, the user's.

    Raises:
        InputError: the database's URL is wrong, or its driver is missing.
        StoreError: the database cannot be used.
    """

    def __init__(
        self,
        database_url: str | None = None,
        connector: Connector | None = None,
        *,
        account: str | None = None,
        connection: str | None = None,
        configuration: Configuration | None = None,
    ) -> None:
        self._engine = open_database(database_url)
        self._connector = connector
        self._own_connector: Connector | None = None
        self._account = account if account is not None else connection
        self._connection = connection
        self._configuration = configuration

    def close(self) -> None:
        """Close the database."""
        if self._own_connector is not None:
            self._own_connector.close()
        self._engine.dispose()

    def __enter__(self) -> Questions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: Question,
        key: str | None = None,
        *,
        needs_listener: bool = True,
        warn: Callable[[str], object] = LOG.warning,
    ) -> Asked:
        """Write a question down, then push its card to everybody who is asked.

        Args:
            question: the question.
            key: names it, such as a run and a task: asked again with the same key, also by another
                process, it is asked once, and how it stands is returned.
            needs_listener: ask only if a process takes answers.
            warn: called with what does not keep it from being asked: a card of several that was
                not sent, a recipient that has blocked the account.

        Raises:
            InputError: something is wrong with it, another question was asked with the key, or it
                goes beyond the budget; nothing was sent.
            NobodyListensError: no process takes answers; nothing was sent.
            UnknownOutcomeError: it is not known whether a card arrived. The question is open; the
                listener tries again with the same retry key, and so does asking with the same key.
            ApiError, SessionError: no card was sent; the question is withdrawn.
            StoreError: the database fails.
        """
        if key is not None and not 0 < len(key) <= _LONGEST_KEY:
            raise InputError(f"key: must have 1 to {_LONGEST_KEY} characters")
        if key is not None and (known := self._by_key(key, question)) is not None:
            return self._ask_again(known, warn)
        connector, configuration = self._connected(), self._configured()
        record, plan, _ = prepare(
            question,
            connector,
            configuration,
            warn,
            account=self._asking_account(),
            connection=self._connection,
            key=key,
        )
        check_budget(connector, plan.first, configuration.policies.budget, self._connection)
        if needs_listener and not self.is_heard():
            raise NobodyListensError(NOBODY_LISTENS)
        with writing(self._engine) as db:
            is_new = records.write(db, record, plan.due)
            claimed = sends.begun_by_asker(db, record.id) if is_new else []
        if not is_new and key is not None:  # another process was faster
            return self.ask(question, key, needs_listener=needs_listener, warn=warn)
        return self._pushed(record, claimed, warn)

    def get(self, question: str) -> Asked:
        """Return how a question stands.

        Raises:
            InputError: there is no question with this ID.
            StoreError: the database fails.
        """
        record = self._find(question)
        if record.state == "open" and record.expires_at <= now():
            end_overdue(self._engine, question)
            record = self._find(question)
        with reading(self._engine) as db:
            return records.asked(db, record)

    def latest(self, state: str | None = None, limit: int = 20) -> list[Asked]:
        """Return questions, the latest first.

        Args:
            state: `open`, `answered`, `expired` or `cancelled`; all if absent.
            limit: how many.

        Raises:
            StoreError: the database fails.
        """
        with reading(self._engine) as db:
            return [records.asked(db, each) for each in records.latest(db, state, limit)]

    def cancel(self, question: str) -> Asked:
        """Withdraw a question; one that has ended stays as it is.

        Raises:
            InputError: there is no question with this ID.
            StoreError: the database fails.
        """
        record = self._find(question)
        with writing(self._engine) as db:
            records.end(db, record, "cancelled", now())
        return self.get(question)

    def wait(self, question: str, timeout: float | None = None) -> Asked:
        """Wait until a question is answered, or ends without an answer; return how it stands.

        Args:
            question: its ID.
            timeout: seconds after which it is returned as it stands, perhaps still open; absent,
                it is waited for to its end.

        Raises:
            InputError: there is no question with this ID.
            StoreError: the database fails, and still does when the timeout is over.
        """
        return waiting.wait(lambda: self.get(question), timeout)

    async def wait_async(self, question: str, timeout: float | None = None) -> Asked:
        """Wait as `wait` does, without holding the event loop.

        Raises:
            InputError, StoreError: as `wait`.
        """
        return await waiting.wait_async(lambda: self.get(question), timeout)

    def is_heard(self) -> bool:
        """Tell whether a process takes answers to questions of this database.

        Raises:
            StoreError: the database fails.
        """
        with reading(self._engine) as db:
            return listeners.is_there(db, now())

    def _ask_again(self, record: Record, warn: Callable[[str], object]) -> Asked:
        """Return a question that was asked before; push what was not."""
        if record.state != "open":
            return self.get(record.id)
        with writing(self._engine) as db:
            claimed = sends.claim(db, now(), sends.CARDS, record.id)
        return self._pushed(record, claimed, warn)

    def _pushed(
        self, record: Record, claimed: Sequence[Claimed], warn: Callable[[str], object]
    ) -> Asked:
        """Push cards, and return the question.

        Raises:
            ConnectorError: none was sent, or none is known to be.
        """
        errors = [
            error
            for each in claimed
            if (error := push(self._engine, self._connected(), each, self._connection)) is not None
        ]
        asked = self.get(record.id)
        if not errors or any(each.status in {"sent", "sending"} for each in asked.sent):
            for error in errors:
                warn(str(error))
            return asked
        unknown = next((each for each in errors if isinstance(each, UnknownOutcomeError)), None)
        if unknown is not None:
            raise UnknownOutcomeError(
                unknown.what,
                unknown.retry_key,
                unknown.output,
                f"Question {record.id} is open, and the card is sent again with the same key",
            )
        with writing(self._engine) as db:
            records.end(db, record, "cancelled", now())
            records.free_key(db, record.id)
        raise errors[0]

    def _by_key(self, key: str, question: Question) -> Record | None:
        """Return the question that was asked with a key.

        Raises:
            InputError: it is another question.
        """
        with reading(self._engine) as db:
            record = records.find_by_key(db, key)
        if record is None:
            return None
        account = self._asking_account()
        is_of_another = account and record.account and account != record.account
        if is_of_another or record.question.to_wire() != question.to_wire():
            raise InputError(f"key {shortened(key)}: another question was asked with it")
        return record

    def _find(self, question: str) -> Record:
        with reading(self._engine) as db:
            record = records.find(db, question)
        if record is None:
            raise InputError(
                f"there is no question {shortened(question)}; see: line-connector questions list"
            )
        return record

    def _asking_account(self) -> str:
        """Return the name of the account that asks; empty where that is not known."""
        if self._account is None:
            given = self._connector
            self._account = (
                sending_account(None, self._configured()) if given is None else given.account or ""
            )
        return self._account

    def _configured(self) -> Configuration:
        if self._configuration is None:
            self._configuration = read_configuration()
        return self._configuration

    def _connected(self) -> Connector:
        if self._connector is None:
            self._own_connector = Connector.from_configuration(self._asking_account() or None)
            self._connector = self._own_connector
        return self._connector
