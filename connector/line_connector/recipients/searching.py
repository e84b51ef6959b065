"""Reading the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, Table, and_, exists, or_, select

from line_connector.recipients.database import database_errors
from line_connector.recipients.recipient import Consent, Group, Recipient, State, folded
from line_connector.recipients.tables import (
    aliases,
    consents,
    members,
    recipients,
    subscriptions,
    tags,
)

_PAGE = 500


class Wanted(NamedTuple):
    """Which recipients; all conditions hold together."""

    ids: Sequence[str] | None = None

    tag: str | None = None

    state: State | None = None

    text: str | None = None
    """Part of a name, an alias, a tag, a note or an ID."""

    name: str | None = None
    """A whole name, without regard to case."""


EVERYBODY = Wanted()


def recipients_in_pages(engine: Engine, account: str, wanted: Wanted) -> Iterator[list[Recipient]]:
    """Yield pages of recipients in the order of their IDs."""
    query = _query(account, wanted).order_by(recipients.c.id).limit(_PAGE)
    last = ""
    while True:
        with database_errors(), engine.connect() as db:
            rows = db.execute(query.where(recipients.c.id > last)).mappings().all()
            page = _complete(db, account, [dict(row) for row in rows])
        yield [each for each in page if wanted.state in {None, each.state}]
        if len(rows) < _PAGE:
            return
        last = rows[-1]["id"]


def all_recipients(engine: Engine, account: str, wanted: Wanted) -> Iterator[Recipient]:
    """Yield recipients in the order of their IDs."""
    ids = None if wanted.ids is None else iter(sorted(set(wanted.ids)))
    if ids is None:
        for page in recipients_in_pages(engine, account, wanted):
            yield from page
        return
    while some := list(islice(ids, _PAGE)):
        for page in recipients_in_pages(engine, account, wanted._replace(ids=some)):
            yield from page


def alias_ids(engine: Engine, account: str) -> dict[str, str]:
    """Return the ID of each alias."""
    query = select(aliases.c.name, aliases.c.id).where(aliases.c.account == account)
    with database_errors(), engine.connect() as db:
        return {row.name: row.id for row in db.execute(query.order_by(aliases.c.name))}


def owner_of_alias(db: Connection, account: str, name: str) -> str | None:
    """Return the ID of an alias; None if there is none."""
    query = select(aliases.c.id).where(aliases.c.account == account, aliases.c.name == name)
    return db.execute(query).scalar()


def tag_names(engine: Engine, account: str) -> list[str]:
    """Return the tags that are used."""
    query = select(tags.c.tag).where(tags.c.account == account).distinct().order_by(tags.c.tag)
    with database_errors(), engine.connect() as db:
        return list(db.execute(query).scalars())


def count_members(engine: Engine, account: str, ids: Iterable[str], since: int) -> dict[str, int]:
    """Return how many members the chats have that were counted since a time."""
    chats = iter(sorted({each for each in ids if each[0] in "CR"}))
    counts: dict[str, int] = {}
    with database_errors(), engine.connect() as db:
        while some := list(islice(chats, _PAGE)):
            rows = db.execute(
                select(recipients.c.id, recipients.c.members).where(
                    recipients.c.account == account,
                    recipients.c.id.in_(some),
                    recipients.c.members.is_not(None),
                    recipients.c.counted_at >= since,
                )
            )
            counts.update({row.id: row.members for row in rows})
    return counts


def _query(account: str, wanted: Wanted) -> Select[Any]:
    query = select(recipients).where(recipients.c.account == account)
    if wanted.ids is not None:
        query = query.where(recipients.c.id.in_(wanted.ids))
    if wanted.tag is not None:
        query = query.where(_has(tags, tags.c.tag == wanted.tag))
    if wanted.name is not None:
        key = folded(wanted.name)
        query = query.where(or_(recipients.c.name_key == key, recipients.c.display_key == key))
    if wanted.text is not None:
        key = folded(wanted.text)
        query = query.where(
            or_(
                recipients.c.name_key.contains(key, autoescape=True),
                recipients.c.display_key.contains(key, autoescape=True),
                recipients.c.id.contains(wanted.text, autoescape=True),
                recipients.c.note.icontains(wanted.text, autoescape=True),
                _has(tags, tags.c.tag.icontains(wanted.text, autoescape=True)),
                _has(aliases, aliases.c.name.icontains(wanted.text, autoescape=True)),
            )
        )
    return query


def _has(table: Table, condition: Any) -> Any:
    same = and_(table.c.account == recipients.c.account, table.c.id == recipients.c.id)
    return exists().where(same, condition)


def _complete(db: Connection, account: str, rows: list[dict[str, Any]]) -> list[Recipient]:
    """Return recipients with what other tables hold of them."""
    ids = [row["id"] for row in rows]

    def of(table: Table, column: str, *order: str) -> dict[str, list[Any]]:
        query = select(table).where(table.c.account == account, table.c[column].in_(ids))
        found: dict[str, list[Any]] = defaultdict(list)
        for row in db.execute(query.order_by(*(table.c[each] for each in order))).mappings():
            found[row[column]].append(row)
        return found

    tagged, named = of(tags, "id", "tag"), of(aliases, "id", "name")
    agreed, seen_in = of(consents, "id", "at"), of(members, "user_id", "chat")
    subscribed = of(subscriptions, "id", "membership_id")
    return [
        Recipient(
            row,
            tuple(each["tag"] for each in tagged[row["id"]]),
            tuple(each["name"] for each in named[row["id"]]),
            tuple(Consent(c["given"], c["at"], c["source"]) for c in agreed[row["id"]]),
            tuple(Group(each["chat"], _is_there(each)) for each in seen_in[row["id"]]),
            tuple(each["membership_id"] for each in subscribed[row["id"]] if _is_there(each)),
        )
        for row in rows
    ]


def _is_there(link: Any) -> bool:
    return bool(link["arrived_at"] > link["departed_at"])
