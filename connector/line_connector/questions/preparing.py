"""What asking a question would send, checked, before anything is written down or sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

from line_connector.call import Call
from line_connector.configuration import Configuration
from line_connector.connector import Connector
from line_connector.events.store import now
from line_connector.questions.planning import Plan, plan_of
from line_connector.questions.pushing import push_of
from line_connector.questions.question import Question
from line_connector.questions.records import Record
from line_connector.questions.sends import CARD
from line_connector.sending.address import names_for


class Prepared(NamedTuple):
    """A question that may be asked."""

    record: Record

    plan: Plan

    cards: Sequence[Call]
    """The pushes to those who are asked at once."""


def prepare(
    question: Question,
    connector: Connector,
    configuration: Configuration,
    warn: Callable[[str], object],
    *,
    account: str = "",
    connection: str | None = None,
    key: str | None = None,
) -> Prepared:
    """Return what asking would send, with a new ID; also the cards of later are checked.

    Args:
        question: the question.
        connector: checks the cards.
        configuration: has names of recipients.
        warn: called with a warning for each who has blocked the account.
        account: of the configuration file, whose recipient book is used; empty for the connector's.
        connection: name of the connector's connection that pushes; LINE's own if absent.
        key: names the question.

    Raises:
        InputError: something is wrong with it.
        CredentialsError: the connection's fields are wrong.
    """
    names = names_for(connector, configuration, account or connection)
    plan = plan_of(question, configuration, names, now(), warn)
    record = Record(
        id=secrets.token_hex(10),
        question=question,
        account=account,
        asked_at=plan.asked_at,
        expires_at=plan.expires_at,
        secret=secrets.token_urlsafe(32),
        allowed=plan.allowed,
        key=key,
    )
    cards = {each: push_of(connector, record, CARD, each, connection) for each in plan.everybody}
    return Prepared(record, plan, [cards[each] for each in plan.first])
