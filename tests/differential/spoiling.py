"""Good objects spoilt in a few places, for two readings to judge."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

VALUES: list[Any] = [
    *("", " ", "x", "none", "#fff", "#ffffff", "#FFFFFF80", "red", "10px", "10%", "-5px", "1.5px"),
    *("0px", "md", "3xl", "full", "1:1", "20:13", "1:4", "0:1", "100000:100000", "{a}", "{{", "}"),
    *(
        "http://example.com/",
        "https://example.com/",
        "line://app/1",
        "line://",
        "line:",
        "tel:09012345678",
        "tel:#31",
        "mailto:a@b",
        "https://[",
        "https://[x]/",
        "https://[::1]/",
    ),
    *("example.com", "https://", "2026-01-01", "2026-01-01T10:00", "2026-01-01t10:00", "10:00"),
    *(
        "25:00",
        "date",
        "time",
        "vertical",
        "baseline",
        "absolute",
        "bubble",
        "giga",
        "nano",
        "90deg",
    ),
    *("360deg", "0%", "101%", "openRichMenu", "user", "all", "U123", "$", "box", "spacer", "icon"),
    *("ア", "👨‍👩‍👧", "ก็", "#ffffff\n", "10px\n", "\uff11px", "1:1\n", "\uff11:1"),
    *(0, 1, -1, 10, 1.5, 1040, 100001, True, False, None, [], {}),
]
LENGTHS = [1, 11, 12, 13, 19, 20, 21, 30, 31, 39, 40, 41, 60, 61, 100, 101, 119, 120, 121, 160, 161]
LENGTHS += [240, 241, 300, 301, 400, 401, 1000, 1001, 1500, 1501, 2000, 2001, 5000, 5001]
TEXTS = st.builds(
    lambda unit, length: unit * length, st.sampled_from(["x", "ア", "😀"]), st.sampled_from(LENGTHS)
)
REPEATED = st.sampled_from([2, 3, 4, 5, 10, 11, 12, 13, 14, 20, 21, 50, 51])


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in an object."""
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    found = [place for key, value in inner for place in places(value, (*path, key))]
    return [path, *found] if path else found


@st.composite
def spoilt(draw: st.DrawFn, seeds: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw one of some good objects, spoilt in up to three places."""
    value: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 3))):
        if not value:
            break
        path = draw(st.sampled_from(places(value)))
        *above, last = path
        holder: Any = value
        for key in above:
            holder = holder[key]
        kind = draw(st.sampled_from(["value", "text", "remove", "repeat"]))
        if kind == "remove":
            del holder[last]
        elif kind == "repeat" and isinstance(holder, list):
            holder[last:last] = [copy.deepcopy(holder[last])] * draw(REPEATED)
        elif kind == "text" and isinstance(holder[last], str):
            holder[last] = draw(TEXTS)
        else:
            holder[last] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return value
