"""kill -9 at any moment, with faults at random, and resume: nothing is doubled, nothing is lost.

In each round a playbook runs until it is done. A life of it ends by kill -9, or because a fault
made it fail. Then the journal is compared with what people received, and the run is resumed. Where
the power is cut too, a part of what the process did not wait for on the disk is lost before that.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.outbox.calls import CallRecord
from line_connector.playbook.journal import FILE, Journal
from support.crashing import PATIENT, READ_TIMEOUT, Lives
from support.power_cut import COMPILER, PowerCuts
from support.sandboxed import PUSH, Line

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "30"))
BATCH = 25
"""Rounds after which the sandbox is emptied."""

KILLED_LIVES = 5
"""Lives of a run that may be killed; after them it is left alone, and has to come to its end."""

LAST_LIVES = 10
USERS = [f"U{number:032x}" for number in range(1, 6)]
PHONES = ["66900000001", "66900000002", "66900000009"]
PATHS = [PUSH, PUSH, "/v2/bot/*", "/v2/bot/message/multicast", "/v2/bot/message/narrowcast"]
PATHS += ["/v2/bot/message/reply", "/v2/bot/message/quota", "/omni/1/advanced"]
FAULTS: list[dict[str, Any]] = [
    {"drop": "before"},
    {"drop": "after"},
    {"delayBefore": 0.1},
    {"delayAfter": 0.1},
    {"delayAfter": READ_TIMEOUT + 0.1},
    {"answer": {"status": 429}},
    {"answer": {"status": 500}},
    {"answer": {"status": 503, "text": "<h1>Service Unavailable</h1>"}},
    {"answer": {"status": 403, "json": {"message": "Forbidden"}}},
]
LATER = {"narrowcast", "omni"}
"""Steps whose messages arrive when the sandbox's clock moves on."""


def test_at_random_moments(line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endings = soak(ROUNDS, line, tmp_path)
    with capsys.disabled():
        sys.stdout.write(f"\n{endings}\n")


@pytest.mark.skipif(COMPILER is None, reason="needs a C compiler")
def test_power_is_cut_at_random_moments(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    power = PowerCuts(tmp_path / "power")
    endings = soak(ROUNDS, line, tmp_path, power)
    with capsys.disabled():
        sys.stdout.write(f"\n{endings}; {power.waits} waits, {power.lost:,} bytes lost\n")
    assert power.waits
    assert power.lost, "nothing was at stake"


@pytest.mark.skipif(COMPILER is None, reason="needs a C compiler")
@pytest.mark.parametrize(
    ("path", "step", "refused", "ending"),
    [
        ("/v2/bot/message/reply", "answer", False, "unknown"),
        (PUSH, "push", False, "done"),
        (PUSH, "push", True, "unknown"),
    ],
)
def test_power_is_cut_while_an_answer_is_awaited(
    line: Line, tmp_path: Path, path: str, step: str, refused: bool, ending: str
) -> None:
    power = PowerCuts(tmp_path / "power")
    line.fault(path, delayAfter=50, times=3)

    def has_arrived() -> bool:
        return f"{step} 1" in texts(line, USERS[0])

    with Lives(power.env) as lives:
        run = Run(1, line, lives, tmp_path / "state")
        assert run.live(40, patient=True, is_over=has_arrived) == "killed"
        assert has_arrived()
        power.cut(tmp_path / "state" / FILE)
        clear_faults(line)
        if refused:
            line.fault(path, answer={"status": 403}, times=3)

        assert run.live(60, patient=True, settle=False) == ending

    assert [text for text in texts(line, USERS[0]) if text == f"{step} 1"] == [f"{step} 1"]


def soak(rounds: int, line: Line, folder: Path, power: PowerCuts | None = None) -> str:
    """Let runs come to their ends; return how their lives ended."""
    chance = random.Random(4)  # the same moments, as far as the machine lets them be
    endings: Counter[str] = Counter()
    started = time.monotonic()
    with Lives(power.env if power else None) as lives:
        assert Run(-2, line, lives, folder / "warmth").live(60, patient=True) == "done"
        begun = time.monotonic()
        assert Run(-1, line, lives, folder / "usual").live(60, patient=True) == "done"
        usual = time.monotonic() - begun
        for first in range(0, rounds, BATCH):
            line.control("reset")
            runs = []
            for number in range(first, min(first + BATCH, rounds)):
                line.control("clock", {"advance": 120})  # LINE takes 60 narrowcasts an hour
                runs.append(Run(number, line, lives, folder / str(number), power))
                endings += runs[-1].to_its_end(chance, usual)
            line.control("clock", {"advance": 600})  # the narrowcasts go out
            check_what_was_received(line, runs)
    kinds = ", ".join(f"{count} {ending}" for ending, count in sorted(endings.items()))
    return f"{rounds} rounds, {time.monotonic() - started:.0f} s: {kinds}"


def check_what_was_received(line: Line, runs: list[Run]) -> None:
    """Compare what people received in all with what the runs sent, by what is known of them."""
    received = {to: Counter(texts(line, to)) for to in [*USERS, *PHONES]}
    for run in runs:
        for call in run.calls():
            assert call.status in {"done", "failed"}
            for to, text in messages(call, run.number):
                assert received[to].pop(text, 0) == (call.status == "done"), (to, text)
    assert not any(received.values()), "nobody sent this"


class Run:
    """A run of the playbook, in as many lives as it takes."""

    def __init__(
        self, number: int, line: Line, lives: Lives, folder: Path, power: PowerCuts | None = None
    ) -> None:
        self.number = number
        self._line = line
        self._lives = lives
        self._folder = folder
        self._power = power
        token = line.control("reply-tokens", {"userId": USERS[0]})["replyToken"]
        self._inputs = {"users": USERS, "phones": PHONES, "round": number, "token": token}

    def to_its_end(self, chance: random.Random, usual: float) -> Counter[str]:
        """Let it live until it is done; return how its lives ended."""
        endings: Counter[str] = Counter()
        for number in range(KILLED_LIVES + LAST_LIVES):
            if number < KILLED_LIVES:
                self._break_something(chance)
                # The first life is killed in most rounds, the others in some.
                seconds = chance.uniform(0, (0.8 if number == 0 else 1.5) * usual)
            else:
                clear_faults(self._line)
                seconds = 60
            if self._power:
                self._power.begin()
            ending = self.live(seconds, patient=number >= KILLED_LIVES)
            if self._power and ending == "killed":
                self._power.cut(self._folder / FILE, chance.choice([0, chance.random()]))
            endings[ending] += 1
            self._check_journal()
            if ending == "done":
                clear_faults(self._line)
                return endings
        pytest.fail(f"round {self.number} is stuck: {endings}")

    def live(
        self,
        seconds: float,
        *,
        patient: bool = False,
        settle: bool = True,
        is_over: Callable[[], bool] | None = None,
    ) -> str:
        sent, again = self._settled() if settle else ([], [])
        env = {**self._line.env, **(PATIENT if patient else {})}
        arguments = str(self._folder), env, self._inputs, sent, again
        return self._lives.live(seconds, *arguments, is_over=is_over)

    def calls(self) -> list[CallRecord]:
        return self._read(lambda journal, run: [*journal.calls(run)]) or []

    def _settled(self) -> tuple[list[str], list[str]]:
        """Look whether a reply in doubt was carried out, as a person has to."""
        doubtful = [call for call in self.calls() if call.status in {"sent", "unknown"}]
        if not any(call.step == "answer" for call in doubtful):
            return [], []
        time.sleep(1)  # what is delayed in the sandbox arrives, although its sender is dead
        was_sent = f"answer {self.number}" in texts(self._line, USERS[0])
        return (["answer"], []) if was_sent else ([], ["answer"])

    def _break_something(self, chance: random.Random) -> None:
        for _ in range(chance.choice([0, 1, 1, 2, 3])):
            fault = {**chance.choice(FAULTS), "times": chance.choice([1, 2, 4])}
            self._line.fault(chance.choice(PATHS), skip=chance.choice([0, 0, 1, 3]), **fault)

    def _check_journal(self) -> None:
        """Compare what is known of the calls with what people received by now."""
        received = {to: Counter(texts(self._line, to)) for to in USERS}
        for call in self.calls():
            if call.step in LATER:
                continue
            for to, text in messages(call, self.number):
                count = received[to][text]
                assert count <= 1, f"doubled: {text}"
                assert call.status != "done" or count == 1, f"lost: {text}"
                assert call.status != "failed" or count == 0, f"sent, though it failed: {text}"

    def _read(self, read: Callable[[Journal, str], Any]) -> Any:
        with closing(Journal(self._folder)) as journal:
            runs = journal.runs()
            assert len(runs) <= 1
            return read(journal, runs[0].id) if runs else None


def messages(call: CallRecord, number: int) -> list[tuple[str, str]]:
    """Return to whom a call sends which text."""
    text = f"{call.step} {number}"
    if call.step in {"push", "passed_over"}:
        return [(USERS[call.item], text)]
    if call.step in {"multicast", "narrowcast"}:
        return [(to, text) for to in USERS]
    if call.step == "omni":
        return [(PHONES[call.item], text)]
    return [] if call.step == "quota" else [(USERS[0], text)]


def clear_faults(line: Line) -> None:
    assert requests.delete(f"{line.url}/_sandbox/faults", timeout=10).ok


def texts(line: Line, to: str) -> list[str]:
    return [
        message["text"]
        for entry in line.received(to)
        for message in entry.get("messages") or [entry["message"]]
    ]
