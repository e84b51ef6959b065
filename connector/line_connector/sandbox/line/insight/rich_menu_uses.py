"""How rich menus are used, counted as LINE counts it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from line_connector.sandbox.clock import day_before, japanese_day
from line_connector.sandbox.line.insight.interactions import PRIVATE_BELOW
from line_connector.sandbox.line.rich_menu.menus import rich_menu
from line_connector.sandbox.state import State

Bounds = Mapping[str, int]
DISPLAYED = ""
"""What stands in the place of an area where the rich menu was displayed."""


class Period(NamedTuple):
    """Days of a rich menu, as yyyyMMdd."""

    rich_menu_id: str
    first: str
    last: str


def rich_menu_areas(state: State, rich_menu_id: str) -> list[Bounds] | None:
    """Return the areas of a rich menu; none if there is and was no such menu.

    A menu that is there no more is known by its uses, and an area of it by its taps.
    """
    menu = rich_menu(state, rich_menu_id)
    if menu is not None:
        return [area["bounds"] for area in menu["areas"]]
    rows = state.db.execute(
        "SELECT DISTINCT bounds FROM rich_menu_uses WHERE rich_menu_id = ?", (rich_menu_id,)
    ).fetchall()
    if not rows:
        return None
    return [json.loads(bounds) for (bounds,) in sorted(rows) if bounds != DISPLAYED]


def count_uses(
    state: State,
    rich_menu_id: str,
    bounds: Bounds | None,
    user_ids: Iterable[str],
    *,
    day: str | None = None,
    times: int = 1,
) -> None:
    """Count that users saw a rich menu, or tapped on an area of it, on a day; today if absent."""
    columns = rich_menu_id, bounds_key(bounds), day or japanese_day(state.clock.now())
    state.db.executemany(
        "INSERT INTO rich_menu_uses VALUES (?, ?, ?, ?, ?)",
        [(*columns, user_id, times) for user_id in user_ids],
    )


def bounds_key(bounds: Bounds | None) -> str:
    """Return the name of an area in the table; of the whole menu if there is none."""
    if bounds is None:
        return DISPLAYED
    return json.dumps({name: bounds[name] for name in ("x", "y", "width", "height")})


def days_counted(state: State, asked: Period) -> Period | None:
    """Return the days of a period that have statistics; none where too few users tapped."""
    last = min(asked.last, day_before(state.clock.now()))
    first, last, users = state.db.execute(
        "SELECT MIN(day), MAX(day), COUNT(DISTINCT CASE WHEN bounds != '' THEN user_id END)"
        " FROM rich_menu_uses WHERE rich_menu_id = ? AND day BETWEEN ? AND ?",
        (asked.rich_menu_id, asked.first, last),
    ).fetchone()
    if users < PRIVATE_BELOW:
        return None
    return Period(asked.rich_menu_id, first, last)


def total_uses(state: State, period: Period, bounds: Bounds | None) -> dict[str, Any]:
    """Return the uses of an area, or of the whole menu, in a period."""
    count, users = state.db.execute(
        "SELECT COALESCE(SUM(times), 0), COUNT(DISTINCT user_id) FROM rich_menu_uses"
        " WHERE rich_menu_id = ? AND day BETWEEN ? AND ? AND bounds = ?",
        (*period, bounds_key(bounds)),
    ).fetchone()
    return {"count": count, "uniqueUsers": users}


def daily_uses(state: State, period: Period, bounds: Bounds | None) -> list[dict[str, Any]]:
    """Return the uses of an area, or of the whole menu, on each day of a period."""
    return [
        {"date": day, **total_uses(state, Period(period.rich_menu_id, day, day), bounds)}
        for day in _days(period)
    ]


def _days(period: Period) -> list[str]:
    first, last = (
        date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in (period.first, period.last)
    )
    count = (last - first).days + 1
    return [(first + timedelta(days=number)).strftime("%Y%m%d") for number in range(count)]
