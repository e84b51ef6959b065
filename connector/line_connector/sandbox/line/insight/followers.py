"""How many friends there were on a day.

The sandbox knows since when a user is a friend where `friendDays` says it, and takes the others for
friends since ever; who blocks the account now has always done so.
"""

from line_connector.sandbox.clock import japanese_day
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.user.users import all_users
from line_connector.sandbox.state import State

DAY = 24 * 60 * 60


def count_followers(state: State, day: str) -> dict[str, int]:
    """Return how many became friends up to a day, can be reached on it, and block the account."""
    now = state.clock.now()
    ever = [
        user["status"]
        for user in all_users(state)
        if user["status"] != "stranger"
        and ("friendDays" not in user or japanese_day(now - DAY * user["friendDays"]) <= day)
    ]
    reach = state.settings(LineSettings).target_reach
    return {
        "followers": len(ever),
        "targetedReaches": ever.count("friend") if reach is None else reach,
        "blocks": ever.count("blocked"),
    }
