"""Who the friends are, in percent, and how many there were on a day.

LINE's numbers are three days old; here they are of now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from line_connector.sandbox.line.insight.areas import AREAS
from line_connector.sandbox.line.insight.interactions import PRIVATE_BELOW
from line_connector.sandbox.line.narrowcast.targeting import target_reach
from line_connector.sandbox.line.user.users import demographics
from line_connector.sandbox.state import State

Facts = Mapping[str, Any]

UNKNOWN = "unknown"
GENDERS = ("male", "female")
APP_TYPES = ("ios", "android")
AGES = {
    15: "from0to14",
    20: "from15to19",
    25: "from20to24",
    30: "from25to29",
    35: "from30to34",
    40: "from35to39",
    45: "from40to44",
    50: "from45to49",
    55: "from50to54",
    60: "from55to59",
    65: "from60to64",
    70: "from65to69",
}
"""Names of ages, each by the age that it ends before."""

PERIODS = {
    7: "within7days",
    30: "within30days",
    90: "within90days",
    180: "within180days",
    365: "within365days",
}
"""Names of times as a friend, each by the number of days that it ends before."""


def shares(state: State) -> dict[str, Any]:
    """Return the friends' attributes in percent; empty lists where too few are reached."""
    available = target_reach(state) >= PRIVATE_BELOW
    friends = list(demographics(state).values()) if available else []
    return {
        "available": available,
        "genders": _shares(friends, "gender", _gender, (*GENDERS, UNKNOWN)),
        "ages": _shares(friends, "age", _age, (*AGES.values(), "from70", UNKNOWN)),
        "areas": _shares(friends, "area", _area, (UNKNOWN,)),
        "appTypes": _shares(friends, "appType", _app_type, (*APP_TYPES, "others")),
        "subscriptionPeriods": _shares(
            friends, "subscriptionPeriod", _period, (*PERIODS.values(), "over365days", UNKNOWN)
        ),
    }


def _shares(
    friends: Sequence[Facts], name: str, kind: Callable[[Facts], str], kinds: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the share of each kind of friends, largest first; none where there are no friends."""
    if not friends:
        return []
    counted = Counter(dict.fromkeys(kinds, 0))
    counted.update(kind(facts) for facts in friends)
    return [
        {name: each, "percentage": round(100 * count / len(friends), 1)}
        for each, count in counted.most_common()
    ]


def _gender(facts: Facts) -> str:
    return str(facts.get("gender", UNKNOWN))


def _app_type(facts: Facts) -> str:
    return str(facts.get("appType", "others"))


def _area(facts: Facts) -> str:
    return AREAS.get(facts.get("area", ""), UNKNOWN)


def _age(facts: Facts) -> str:
    return _step(facts.get("age"), AGES, "from70")


def _period(facts: Facts) -> str:
    return _step(facts.get("friendDays"), PERIODS, "over365days")


def _step(number: int | None, names: Mapping[int, str], last: str) -> str:
    if number is None:
        return UNKNOWN
    return next((name for end, name in names.items() if number < end), last)
