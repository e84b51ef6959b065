"""`line-connector events` and `forget`: what arrived, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone

import click

from line_connector.cli.options import existing_store_option
from line_connector.cli.printing import print_json, say, say_warning, visible
from line_connector.configuration import Configuration, read_configuration
from line_connector.errors import InputError
from line_connector.events.history import Found, Search
from line_connector.events.store import EventStore
from line_connector.shortening import did_you_mean


@click.group()
def events() -> None:
    """Show the events that listen received, and deliver them again."""


@events.command("list")
@click.option("--type", "type_", metavar="TYPE", help="Of a type, such as message.text or message.")
@click.option("--user", metavar="ID", help="Of a person or a chat.")
@click.option(
    "--state",
    type=click.Choice(["pending", "leased", "done", "dead", "taken"]),
    help="With a delivery in a state.",
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole events as JSON.")
@existing_store_option
def list_(
    type_: str | None,
    user: str | None,
    state: str | None,
    limit: int,
    as_json: bool,
    store: str | None,
) -> None:
    """List events, the latest first: time, ID, type, chat, and the states of their deliveries."""
    with EventStore(store) as opened:
        found = opened.find(Search(type_, user, state, limit))
    _print(found, as_json=as_json)


@events.command()
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole events as JSON.")
@existing_store_option
def dead(limit: int, as_json: bool, store: str | None) -> None:
    """List the dead letters: events that a handler rejected, or failed on too often."""
    with EventStore(store) as opened:
        found = opened.find(Search(state="dead", limit=limit))
    _print(found, as_json=as_json)
    if not as_json:
        for each in found:
            for delivery in each.deliveries:
                if delivery.state == "dead":
                    say(f"{each.event.event_id}  {delivery.handler}: {delivery.error}")


@events.command()
@click.argument("event_id", metavar="ID")
@existing_store_option
def show(event_id: str, store: str | None) -> None:
    """Print an event as JSON, with its deliveries."""
    with EventStore(store) as opened:
        for each in _found(opened, event_id):
            print_json(each.to_dict())


@events.command()
@click.argument("event_id", metavar="ID", required=False)
@click.option("--dead", "all_dead", is_flag=True, help="All dead letters, in place of ID.")
@click.option(
    "--handler",
    "handlers",
    multiple=True,
    metavar="NAME",
    help="To this handler only, also if it never got it; can be repeated.",
)
@click.option("--new", "is_new", is_flag=True, help="The handler has not got any event so far.")
@existing_store_option
def replay(
    event_id: str | None,
    all_dead: bool,
    handlers: tuple[str, ...],
    is_new: bool,
    store: str | None,
) -> None:
    """Have an event delivered again, by the listen that runs or the next one that does.

    One that is being delivered now is delivered again after that.
    """
    if (event_id is None) is not all_dead:
        raise click.UsageError("give the ID of an event, or --dead")
    with EventStore(store) as opened:
        if handlers and not is_new:
            _check_handlers(handlers, opened.handlers())
        if event_id is not None:
            count = _replay(opened, _found(opened, event_id), handlers)
        else:
            count = _replay_dead(opened, handlers)
    say(f"{count} {'delivery' if count == 1 else 'deliveries'} due")


@click.command()
@click.argument("user")
@existing_store_option
def forget(user: str, store: str | None) -> None:
    """Erase a person everywhere: from events, questions, playbook runs and the recipient books.

    USER is an ID, a name of one recipient, or a phone number with its country code.
    """
    from line_connector.cli.forgetting import forget_received

    configuration = read_configuration()
    person = _person(user, configuration)
    if person != user:
        say(f"{user} stands for {person}")
    found = forget_received(person, store)
    more = [(found.questions, "question"), (found.runs, "playbook run")]
    parts = [_counted(found.events, "event"), *(_counted(*each) for each in more if each[0])]
    say(f"erased from {', '.join(parts)}")
    if _is_erased_from_books(person, configuration):
        say("erased from the recipient book")
    elif not any(found):
        say_warning(f"nothing of {person} was found")


def _person(text: str, configuration: Configuration) -> str:
    """Return the ID or the phone number that is meant.

    Raises:
        InputError: it is neither, and no name; or the name of several.
    """
    from line_connector.events.retention import is_phone_number
    from line_connector.recipients.names import BookNames

    try:
        ids = configuration.recipients_of(text, BookNames(configuration))
    except InputError:
        if is_phone_number(number := re.sub(r"[ ().-]", "", text)):
            return number.removeprefix("+")
        raise
    if len(ids) > 1:
        raise InputError(f"{text}: stands for {len(ids)} recipients; name one")
    return ids[0]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _is_erased_from_books(user: str, configuration: Configuration) -> bool:
    """Erase a person from the books of all accounts; return whether one had them."""
    from line_connector.events.database import empty_log
    from line_connector.recipients.database import database_errors, open_engine
    from line_connector.recipients.erasing import erase
    from line_connector.recipients.location import book_exists, database_url

    if not book_exists(configuration):
        return False
    engine = open_engine(database_url(configuration), keeps_connections=False)
    with database_errors(), engine.begin() as db:
        is_known = erase(db, user) > 0
    empty_log(engine)
    return is_known


def _check_handlers(names: Sequence[str], known: Sequence[str]) -> None:
    """Check names of handlers: what is delivered to one that is not there waits for ever.

    Raises:
        InputError: no event was delivered to one of them.
    """
    for name in names:
        if name not in known:
            meant = did_you_mean(name, known, "; see: line-connector events list")
            raise InputError(
                f"--handler: {name!r} has got no event so far{meant}; if it is new: --new"
            )


def _replay(store: EventStore, found: Sequence[Found], handlers: Sequence[str]) -> int:
    """Have events delivered again.

    Raises:
        InputError: the contents of one are erased, or it has no handler.
    """
    for each in found:
        if each.event.body is None:
            raise InputError(f"{each.event.event_id}: its contents are erased")
        if not handlers and not each.handlers:
            raise InputError(f"{each.event.event_id}: went to no handler; name one with --handler")
    return store.replay([each.number for each in found], handlers)


def _replay_dead(store: EventStore, handlers: Sequence[str]) -> int:
    """Have each dead letter delivered again to the handler that it is one of."""
    count = 0
    for each in store.find(Search(state="dead", limit=100_000)):
        if each.event.body is not None:
            names = [one.handler for one in each.deliveries if one.state == "dead"]
            own = [name for name in names if not handlers or name in handlers]
            count += store.replay([each.number], own) if own else 0
    return count


def _found(store: EventStore, event_id: str) -> list[Found]:
    """Return the events of an ID.

    Raises:
        InputError: there is none.
    """
    found = store.find_by_id(event_id)
    if not found:
        raise InputError(f"no event {event_id}; see: line-connector events list")
    return found


def _print(found: Sequence[Found], *, as_json: bool) -> None:
    if as_json:
        print_json([each.to_dict() for each in found])
        return
    for each in found:
        event = each.event
        at = datetime.fromtimestamp(event.received_at / 1000, timezone.utc)
        states = " ".join(f"{one.handler}:{one.state}" for one in each.deliveries)
        columns = f"{at:%Y-%m-%dT%H:%M:%SZ}", event.event_id, event.type, event.chat_id or "-"
        click.echo(visible("  ".join([*columns, states]).rstrip()))
