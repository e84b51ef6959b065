"""A run is resumed with the account that it began with, and with no other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from support.sandboxed import PUSH, SOON_RETRIES, USER, Line

TEXT = f"""
steps:
  - id: push
    action: push_message
    with: {{to: {USER}, messages: [{{type: text, text: Hi}}]}}
"""
CHANNEL = {"client_id": "1000000001", "client_secret": "sandbox-secret"}
TOKEN = {"token": "sandbox-token"}


def connect(line: Line, fields: dict[str, Any]) -> Connector:
    addresses = {"url": line.url, "token_url": f"{line.url}/oauth2/v3/token"}
    return Connector({"line": {**addresses, **fields}}, retries=SOON_RETRIES)


def in_doubt(line: Line, journal: Journal, fields: dict[str, Any]) -> str:
    """Begin a run whose push is delivered, and whose answer is lost; return its ID."""
    line.fault(PUSH, drop="after", times=3)
    with connect(line, fields) as connector, pytest.raises(UnknownOutcomeError):
        start_run(parse_playbook(TEXT, "p.yaml"), {}, connector, journal)
    return journal.runs()[0].id


@pytest.mark.parametrize("fields", [CHANNEL, TOKEN])
def test_the_same_account_goes_on(line: Line, journal: Journal, fields: dict[str, Any]) -> None:
    run = in_doubt(line, journal, fields)
    with connect(line, fields) as connector:
        resume_run(run, connector, journal)
    assert len(line.received()) == 1


@pytest.mark.parametrize(
    ("fields", "others", "why"),
    [
        (CHANNEL, {**CHANNEL, "client_id": "2"}, "with client id 1000000001, not with client id 2"),
        (CHANNEL, TOKEN, "with client id 1000000001, not with a token"),
        (TOKEN, CHANNEL, "with a token, not with client id 1000000001"),
        (TOKEN, {"token": "of-another-channel"}, "with a token, and this is another one"),
    ],
)
def test_another_account_is_refused_before_anything_is_sent(
    line: Line, journal: Journal, fields: dict[str, Any], others: dict[str, Any], why: str
) -> None:
    run = in_doubt(line, journal, fields)
    count = len(line.requests())

    with connect(line, others) as connector, pytest.raises(InputError) as caught:
        resume_run(run, connector, journal)

    told = str(caught.value)
    assert told.startswith(f"run {run}: connection line: the run began {why}. ")
    assert told.endswith("the account is the same, add --same-account")
    assert len(line.requests()) == count


def test_a_person_can_say_that_a_new_token_is_the_same_accounts(
    line: Line, journal: Journal
) -> None:
    run = in_doubt(line, journal, CHANNEL)
    line.fault(PUSH, drop="after", times=3)

    with connect(line, TOKEN) as connector:
        with pytest.raises(UnknownOutcomeError):
            resume_run(run, connector, journal, same_account=True)
        resume_run(run, connector, journal)  # it was noted
    assert len(line.received()) == 1


def test_the_journal_holds_no_secret(line: Line, journal: Journal, tmp_path: Path) -> None:
    in_doubt(line, journal, TOKEN)
    in_doubt(line, journal, CHANNEL)

    with closing(sqlite3.connect(tmp_path / "state" / "playbooks.sqlite")) as db:
        dump = "\n".join(db.iterdump())
    assert "sandbox-token" not in dump
    assert "sandbox-secret" not in dump
    accounts = [run.accounts["line"] for run in journal.runs() if run.accounts]
    assert str(accounts[0]) == "client id 1000000001"
    assert str(accounts[1]) == "a token"


def test_the_same_token_has_another_hash_in_each_run(line: Line, journal: Journal) -> None:
    in_doubt(line, journal, TOKEN)
    in_doubt(line, journal, TOKEN)
    hashes = {run.accounts["line"].value for run in journal.runs() if run.accounts}
    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("now", "fresh"), [(-1.0, False), (1.0, True), (23 * 3600 + 1.0, False), (-1e9, False)]
)
def test_a_key_of_the_future_is_not_fresh(
    line: Line, journal: Journal, tmp_path: Path, now: float, fresh: bool
) -> None:
    run = in_doubt(line, journal, TOKEN)
    sent = next(journal.calls(run)).started
    later = Journal(tmp_path / "state", now=lambda: sent + now)
    with closing(later), connect(line, TOKEN) as connector:
        if fresh:
            resume_run(run, connector, later)
        else:
            with pytest.raises(UnknownOutcomeError, match="cannot be made again safely"):
                resume_run(run, connector, later)
    assert len(line.requests(PUSH)) == 3 + fresh
