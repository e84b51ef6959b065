"""The one line that a script wants: `ask("ops", "Deploy 1.4?")`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from line_connector.configuration import Configuration
from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.questions.asked import Answer
from line_connector.questions.errors import NoAnswerError
from line_connector.questions.question import read_question
from line_connector.sending.address import Address, read_target


def ask(
    to: str | Sequence[str] | Address | None,
    text: str,
    *,
    choices: Sequence[str] = (),
    timeout: float = 900,
    key: str | None = None,
    store: str | None = None,
    connector: Connector | None = None,
    configuration: Configuration | None = None,
    **fields: Any,
) -> Answer:
    """Ask people a question in LINE, wait until one of them answers, and return the answer.

        if line_connector.ask("ops", "Deploy 1.4?").value == "approve":
        line_connector.ask("boss", "Which one?", choices=["blue", "green"], remind_after=300)

    A running `line-connector listen` takes the answer; it uses the same database.

    Args:
        to: IDs, names of the configuration file and of the recipient book, `tag:vip`, separated by
            commas or as a list, or an address `lineconnector://…`; the default recipient if None.
        text: what is asked.
        choices: the answers to choose from, at most 10; absent, `approve` and `deny`.
        timeout: seconds until it is too late to answer; at most 30 days.
        key: names the question: asked again with the same key, also by another process, it is asked
            once, and its answer is waited for.
        store: URL of the database; else that in `LINE_CONNECTOR_STORE`; else the SQLite file in
            the user's data folder.
        connector: sends it; absent, one with the credentials that the command line would use.
        configuration: names of recipients; absent, those of the user's configuration file.
        fields: the other fields of `Question`: kind, title, remind_after, escalate_to …

    Raises:
        NoAnswerError: nobody answered in time, or the question was withdrawn.
        InputError: something is wrong with it, or it goes beyond the budget; nothing was sent.
        NobodyListensError: no process takes answers; nothing was sent.
        UnknownOutcomeError: it is not known whether a card arrived: ask again with the same key.
        ApiError, SessionError: it was not asked.
        StoreError: the database fails.
    """
    try:
        from line_connector.questions.asking import Questions
    except ModuleNotFoundError as error:
        install = how_to_install("listen")
        raise InputError(f"ask needs {error.name}, which is not installed: {install}") from None
    address = to if isinstance(to, Address) else read_target(to)
    asked_of = {"text": text, "to": [*address.targets], "timeout": timeout, **fields}
    question = read_question({**asked_of, **({"choices": [*choices]} if choices else {})})
    with Questions(
        store,
        connector,
        account=None if connector else address.account,
        connection=address.account if connector else None,
        configuration=configuration,
    ) as questions:
        asked = questions.ask(question, key)
        asked = questions.wait(asked.id)
    if asked.answer is None:
        raise NoAnswerError(asked)
    return asked.answer
