"""What users did with messages, counted as LINE counts it.

LINE documents neither what it answers about a request ID it does not know, nor whether a period
means the days of sending or those of the interactions. Here the answer is one without numbers, and
the days are those of sending.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from line_connector.sandbox.line.insight.sends import Send, find_send
from line_connector.sandbox.state import State

PRIVATE_BELOW = 20
"""What fewer users did is not told."""

COUNTED_FOR = 14 * 24 * 60 * 60
"""Seconds after sending during which interactions are counted."""

QUARTERS = (25, 50, 75, 100)

Numbers = dict[str, Any]


class Selection(NamedTuple):
    """Which requests are counted together: a condition of SQL and its values."""

    condition: str
    values: tuple[str, ...]


class Tally(NamedTuple):
    """How often something was done, and by how many users."""

    times: int
    users: int

    def shown(self) -> "Tally | tuple[None, None]":
        """Return what LINE tells of it."""
        return self if self.users >= PRIVATE_BELOW else (None, None)


NOBODY = Tally(0, 0)


def count_interaction(
    state: State,
    request_id: str,
    seq: int,
    event: str,
    user_ids: Iterable[str],
    *,
    url: str = "",
    percent: int = 0,
    times: int = 1,
) -> None:
    """Count that users did something with a message now.

    Args:
        state: of the sandbox.
        request_id: of the request that sent it; one whose statistics cannot be asked for counts
            nothing.
        seq: which message of the request it is, from 1.
        event: `impression`, `click` or `play`.
        user_ids: who did it.
        url: what was clicked on.
        percent: how much was played, in quarters.
        times: how often each did it.
    """
    if find_send(state, request_id) is None:
        return
    columns, now = (request_id, event, seq, url, percent), state.clock.now()
    state.db.executemany(
        "INSERT INTO interactions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*columns, user_id, times, now) for user_id in user_ids],
    )


def times_of(state: State, request_id: str, event: str) -> int:
    """Return how often users did something with the messages of a request, few or many."""
    (times,) = state.db.execute(
        "SELECT coalesce(sum(times), 0) FROM interactions WHERE request_id = ? AND event = ?",
        (request_id, event),
    ).fetchone()
    return int(times)


def request_statistics(state: State, request_id: str) -> Numbers:
    """Return what users did with a broadcast or narrowcast."""
    chosen = Selection("request_id = ? AND kind IN ('broadcast', 'narrowcast')", (request_id,))
    send = _sent_to_all(state, request_id)
    is_complete = send is not None and send.complete_at <= state.clock.now()
    return {
        "overview": {
            "requestId": request_id,
            "timestamp": int(send.sent_at) if send else None,
            "delivered": send.people if send and is_complete else None,
            **_overview(state, chosen),
        },
        "messages": [*_bubbles(state, chosen, of_unit=False)],
        "clicks": [*_clicks(state, chosen)],
    }


def _sent_to_all(state: State, request_id: str) -> Send | None:
    """Return a broadcast or narrowcast; none if the request is another one."""
    send = find_send(state, request_id)
    return send if send and send.kind in {"broadcast", "narrowcast"} else None


def unit_statistics(state: State, unit: str, first: str, last: str) -> Numbers:
    """Return what users did with the messages of a unit that were sent on some days."""
    chosen = Selection("unit = ? AND day BETWEEN ? AND ?", (unit, first, last))
    return {
        "overview": _overview(state, chosen),
        "messages": [*_bubbles(state, chosen, of_unit=True)],
        "clicks": [*_clicks(state, chosen)],
    }


def _overview(state: State, chosen: Selection) -> Numbers:
    def users(event: str, percent: int = 0) -> int | None:
        return _tally(state, chosen, event, "event", percent).get((event,), NOBODY).shown()[1]

    return {
        "uniqueImpression": users("impression"),
        "uniqueClick": users("click"),
        "uniqueMediaPlayed": users("play"),
        "uniqueMediaPlayed100Percent": users("play", 100),
    }


def _bubbles(state: State, chosen: Selection, *, of_unit: bool) -> Iterable[Numbers]:
    """Yield the numbers of each bubble that has any."""
    seen = _tally(state, chosen, "impression", "seq")
    played = {percent: _tally(state, chosen, "play", "seq", percent) for percent in (0, *QUARTERS)}
    for (seq,) in sorted({*seen, *played[0]}):
        times, users = seen.get((seq,), NOBODY).shown()
        numbers: Numbers = {"impression": times}
        if of_unit:
            numbers["uniqueImpression"] = users
        media = {percent: played[percent].get((seq,), NOBODY).shown() for percent in played}
        names = {percent: f"{percent}Percent" if percent else "" for percent in played}
        numbers |= {f"mediaPlayed{names[percent]}": media[percent][0] for percent in media}
        numbers |= {f"uniqueMediaPlayed{names[percent]}": media[percent][1] for percent in media}
        if any(number is not None for number in numbers.values()):
            yield {"seq": seq, **numbers}


def _clicks(state: State, chosen: Selection) -> Iterable[Numbers]:
    """Yield the numbers of each link that has any."""
    anywhere = _tally(state, chosen, "click", "url")
    for (seq, url), tally in sorted(_tally(state, chosen, "click", "seq, url").items()):
        numbers = {
            "click": tally.shown()[0],
            "uniqueClick": tally.shown()[1],
            "uniqueClickOfRequest": anywhere[url,].shown()[1],
        }
        if any(number is not None for number in numbers.values()):
            yield {"seq": seq, "url": url, **numbers}


def _tally(
    state: State, chosen: Selection, event: str, by: str, percent: int = 0
) -> dict[tuple[Any, ...], Tally]:
    """Count an event by some columns; what was played up to a percentage was started too."""
    rows = state.db.execute(
        f"SELECT {by}, SUM(times), COUNT(DISTINCT user_id)"  # noqa: S608 (our own names)
        " FROM interactions JOIN counted_sends USING (request_id)"
        f" WHERE {chosen.condition} AND event = ? AND percent >= ? AND at <= sent_at + ?"
        f" GROUP BY {by}",
        (*chosen.values, event, percent, COUNTED_FOR),
    )
    return {tuple(key): Tally(times, users) for *key, times, users in rows}
