"""kill -9 at any moment, go on with the run: nothing is doubled, nothing is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

from crashing import Lives
from sandboxed import Line

KILLS = 200
USERS = [f"U{number:032x}" for number in range(1, 6)]
PHONES = ["66900000001", "66900000002", "66900000009"]


def test_at_two_hundred_random_moments(line: Line, tmp_path: Path) -> None:
    chance = random.Random(4)  # the same moments, as far as the machine lets them be
    kills = rounds = 0
    with Lives() as lives:

        def live(seconds: float) -> bool:
            return lives.live(seconds, str(tmp_path / str(rounds)), line.env, inputs(rounds))

        assert live(60)  # once for warmth, then once to see how long a life is
        rounds += 1
        started = time.monotonic()
        assert live(60)
        usual = time.monotonic() - started
        while kills < KILLS:
            rounds += 1
            line.control("clock", {"advance": 60})  # LINE takes 60 narrowcasts an hour
            while not live(chance.uniform(0, 0.8 * usual)):
                kills += 1

    line.control("clock", {"advance": 600})  # the narrowcasts go out
    assert received(line) == sum(map(expected, range(rounds + 1)), Counter())


def inputs(number: int) -> dict[str, object]:
    return {"users": USERS, "phones": PHONES, "round": number}


def received(line: Line) -> Counter[tuple[str, str]]:
    return Counter(
        (to, message["text"])
        for to in [*USERS, *PHONES]
        for entry in line.received(to)
        for message in entry.get("messages") or [entry["message"]]
    )


def expected(number: int) -> Counter[tuple[str, str]]:
    kinds = ("push", "multicast", "narrowcast")
    return Counter(
        [(to, f"{kind} {number}") for to in USERS for kind in kinds]
        + [(to, f"omni {number}") for to in PHONES]
    )
