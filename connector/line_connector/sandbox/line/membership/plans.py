"""Membership plans, and who joined them."""

import json
import sqlite3
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from line_connector.sandbox.clock import JAPAN
from line_connector.sandbox.state import State

PLAN = {
    "title": "Basic plan",
    "description": "A letter every Saturday.",
    "benefits": ["Messages for members"],
    "price": 500.0,
    "currency": "JPY",
    "memberLimit": None,
    "isInAppPurchase": True,
    "isPublished": True,
}
"""A plan of which nothing else was said."""

SHARED = ("title", "description", "benefits", "price", "currency")
"""What a member's subscription tells of the plan."""


class Membership(NamedTuple):
    """A user as a member of a plan."""

    membership_id: int
    plan: Mapping[str, Any]
    membership_no: int
    joined_at: float


def offered_plans(state: State) -> list[dict[str, Any]]:
    """Return the plans on offer, with the number of members of each."""
    rows = state.db.execute(
        "SELECT membership_id, plan, (SELECT COUNT(*) FROM membership_members AS members"
        " WHERE members.membership_id = plans.membership_id)"
        " FROM membership_plans AS plans WHERE is_offered ORDER BY membership_id"
    )
    return [
        {"membershipId": membership_id, **json.loads(plan), "memberCount": members}
        for membership_id, plan, members in rows
    ]


def plan_exists(state: State, membership_id: int) -> bool:
    """Tell whether the account has a plan with an ID."""
    row = state.db.execute(
        "SELECT 1 FROM membership_plans WHERE membership_id = ?", (membership_id,)
    ).fetchone()
    return row is not None


def members(state: State, membership_id: int) -> list[str]:
    """Return all members of a plan, in the order in which they joined."""
    rows = state.db.execute(
        "SELECT user_id FROM membership_members WHERE membership_id = ? ORDER BY membership_no",
        (membership_id,),
    )
    return [user_id for (user_id,) in rows]


def subscriptions(state: State, user_id: str) -> list[dict[str, Any]]:
    """Return what a user has joined."""
    rows = state.db.execute(
        "SELECT membership_id, plan, membership_no, joined_at"
        " FROM membership_members JOIN membership_plans USING (membership_id)"
        " WHERE user_id = ? ORDER BY membership_id",
        (user_id,),
    )
    now = state.clock.now()
    return [
        _subscription(Membership(membership_id, json.loads(plan), number, joined_at), now)
        for membership_id, plan, number, joined_at in rows
    ]


def put_plan(
    db: sqlite3.Connection, membership_id: int, facts: Mapping[str, Any], now: float
) -> None:
    """Add a plan, or change what is given of one; members who stay keep their number."""
    row = db.execute(
        "SELECT plan, is_offered FROM membership_plans WHERE membership_id = ?", (membership_id,)
    ).fetchone()
    known, is_offered = (json.loads(row[0]), row[1]) if row else (PLAN, True)
    plan = {**known, **{name: facts[name] for name in PLAN if name in facts}}
    db.execute(
        "REPLACE INTO membership_plans VALUES (?, ?, ?)",
        (membership_id, json.dumps(plan), facts.get("offered", is_offered)),
    )
    if "members" in facts:
        _put_members(db, membership_id, facts["members"], now)


def _put_members(
    db: sqlite3.Connection, membership_id: int, user_ids: Iterable[str], now: float
) -> None:
    of_plan = "FROM membership_members WHERE membership_id = ?"
    rows = db.execute(f"SELECT user_id, membership_no, joined_at {of_plan}", (membership_id,))
    known = {user_id: (number, joined_at) for user_id, number, joined_at in rows}
    last = max((number for number, _ in known.values()), default=0)
    db.execute(f"DELETE {of_plan}", (membership_id,))
    for user_id in dict.fromkeys(user_ids):
        if user_id not in known:
            last += 1
        db.execute(
            "INSERT INTO membership_members VALUES (?, ?, ?, ?)",
            (membership_id, user_id, *known.get(user_id, (last, now))),
        )


def _subscription(membership: Membership, now: float) -> dict[str, Any]:
    joined = datetime.fromtimestamp(membership.joined_at, tz=JAPAN)
    months = _months_between(joined, datetime.fromtimestamp(now, tz=JAPAN)) + 1
    plan = {name: membership.plan[name] for name in SHARED}
    return {
        "membership": {"membershipId": membership.membership_id, **plan},
        "user": {
            "membershipNo": membership.membership_no,
            "joinedTime": int(membership.joined_at),
            "nextBillingDate": _months_later(joined, months),
            "totalSubscriptionMonths": months,
        },
    }


def _months_between(start: datetime, end: datetime) -> int:
    """Return how many whole months lie between two days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= min(start.day, _days_in(end.year, end.month)) else months - 1


def _months_later(start: datetime, months: int) -> str:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, _days_in(year, month + 1))
    return f"{year:04}-{month + 1:02}-{day:02}"


def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]
