"""A journal that cannot be used: nothing is sent unless it is written down, and all is told."""

from __future__ import annotations

import resource
import sqlite3
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.outbox.database import JournalError
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from line_connector.session import Session
from support.sandboxed import PUSH, SOON_RETRIES, USER, Line

REPLY = "/v2/bot/message/reply"
USERS = [f"U{number:032x}" for number in range(1, 6)]
PUSHES = """
    inputs: {users: {type: array}}
    steps:
      - id: push
        action: push_message
        for_each: ${{ inputs.users }}
        max_parallel: PARALLEL
        on_error: continue
        with: {to: "${{ item }}", messages: [{type: text, text: Hi}]}
    outputs: {statuses: "${{ steps.push[].status_code }}"}
    """
ANSWER = """
    inputs: {token: {}}
    steps:
      - id: answer
        action: reply_message
        with: {replyToken: "${{ inputs.token }}", messages: [{type: text, text: Sure}]}
    """
OLD_TABLES = """
CREATE TABLE runs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, inputs TEXT NOT NULL,
    targets TEXT NOT NULL, started REAL NOT NULL, ended REAL, status TEXT NOT NULL, result TEXT
);
CREATE TABLE steps (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, step TEXT NOT NULL,
    status TEXT NOT NULL, items TEXT, PRIMARY KEY (run, step)
);
CREATE TABLE calls (
    run TEXT NOT NULL, step TEXT NOT NULL, item INTEGER NOT NULL, status TEXT NOT NULL,
    input TEXT NOT NULL, outcome TEXT, started REAL NOT NULL, PRIMARY KEY (run, step, item),
    FOREIGN KEY (run, step) REFERENCES steps (run, step) ON DELETE CASCADE
);
"""


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class Filling(Connector):
    """Fills the disk after a request."""

    def session(self, *names: Any, **how: Any) -> Session:
        return FillingSession(super().session(*names, **how).connection, SOON_RETRIES)


class FillingSession(Session):
    def send(self, *arguments: Any) -> Output[Any]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            return super().send(*arguments)
        finally:
            assert soft != 1, "it was sent without being written down"
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))


@pytest.fixture
def filling(line: Line) -> Iterator[Connector]:
    values = {"line": {"url": line.url, "token": "sandbox-token"}}
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Filling(values, retries=SOON_RETRIES) as connector:
        yield connector
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)


@pytest.fixture
def ordinary(line: Line) -> Iterator[Connector]:
    values = {"line": {"url": line.url, "token": "sandbox-token"}}
    with Connector(values, retries=SOON_RETRIES) as connector:
        yield connector


def start(text: str, connector: Connector, journal: Journal, **inputs: Any) -> dict[str, Any]:
    return start_run(parse_playbook(textwrap.dedent(text), "p.yaml"), inputs, connector, journal)


@pytest.fixture
def room() -> Iterator[Callable[[], None]]:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def test_a_run_that_cannot_be_written_down_is_not_begun(
    ordinary: Connector, journal: Journal, line: Line
) -> None:
    with full_disk(), pytest.raises(JournalError, match=r"^state folder .*: d") as caught:
        start(PUSHES.replace("PARALLEL", "1"), ordinary, journal, users=USERS)
    assert caught.value.exit_status == 3
    assert line.requests() == []


def test_what_was_sent_and_cannot_be_written_down_is_told(
    filling: Connector,
    ordinary: Connector,
    journal: Journal,
    line: Line,
    room: Callable[[], None],
) -> None:
    with pytest.raises(JournalError) as caught:
        start(PUSHES.replace("PARALLEL", "1"), filling, journal, users=USERS)
    room()
    (run,) = journal.runs()
    (sent,) = line.requests(PUSH)
    told = str(caught.value)
    assert told.startswith("step push[0]: push_message was carried out (200, request ")
    assert (
        f"with retry key {sent['headers']['x-line-retry-key']}; this could not be written" in told
    )
    assert told.endswith(f"Resume with: line-connector playbook run --resume {run.id}")
    assert caught.value.exit_status == 3

    assert resume_run(run.id, ordinary, journal) == {"statuses": [409, 200, 200, 200, 200]}
    assert [len(line.received(user)) for user in USERS] == [1] * 5


def test_so_is_all_that_was_sent_at_once(
    filling: Connector,
    ordinary: Connector,
    journal: Journal,
    line: Line,
    room: Callable[[], None],
) -> None:
    line.fault(PUSH, delayBefore=0.5, times=3)  # all three are sent by then
    with pytest.raises(JournalError) as caught:
        start(PUSHES.replace("PARALLEL", "3"), filling, journal, users=USERS)
    room()
    told = str(caught.value).splitlines()
    assert len([row for row in told if "push_message was carried out (200" in row]) == 3

    run = journal.runs()[0].id
    assert resume_run(run, ordinary, journal) == {"statuses": [409, 409, 409, 200, 200]}
    assert [len(line.received(user)) for user in USERS] == [1] * 5


def test_a_reply_that_cannot_be_written_down_is_settled_by_a_person(
    filling: Connector,
    ordinary: Connector,
    journal: Journal,
    line: Line,
    room: Callable[[], None],
) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    with pytest.raises(JournalError, match=r"reply_message was carried out .* --sent answer$"):
        start(ANSWER, filling, journal, token=token)
    room()
    run = journal.runs()[0].id

    with pytest.raises(UnknownOutcomeError, match="cannot be made again safely"):
        resume_run(run, ordinary, journal)
    assert resume_run(run, ordinary, journal, sent=["answer"]) == {}
    assert len(line.requests(REPLY)) == 1


def test_a_refusal_that_cannot_be_written_down_is_told(
    filling: Connector, journal: Journal, line: Line, room: Callable[[], None]
) -> None:
    line.fault(PUSH, answer={"status": 403})
    with pytest.raises(JournalError, match=r"step push\[0\]: 403 .*\n.*this could not be written"):
        start(PUSHES.replace("PARALLEL", "1"), filling, journal, users=USERS)
    room()
    assert len(line.requests(PUSH)) == 1


def test_an_unknown_outcome_stays_one_on_a_full_disk(
    filling: Connector, journal: Journal, line: Line, room: Callable[[], None]
) -> None:
    line.fault(PUSH, drop="after", times=3)
    with pytest.raises(UnknownOutcomeError, match="outcome unknown"):
        start(PUSHES.replace("PARALLEL", "1"), filling, journal, users=USERS)
    room()
    assert [call.status for call in journal.calls(journal.runs()[0].id)] == ["sent"]


def test_what_fails_to_be_written_before_it_is_sent_is_not_sent(
    ordinary: Connector, journal: Journal, line: Line, room: Callable[[], None]
) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(event: Any) -> None:
        if event.kind == "call_ended" and event.detail["item"] == 1:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))

    file = parse_playbook(textwrap.dedent(PUSHES.replace("PARALLEL", "1")), "p.yaml")
    with pytest.raises(JournalError, match=r"^step push\[2\]: not sent: state folder .* Resume wi"):
        start_run(file, {"users": USERS}, ordinary, journal, fill)
    room()
    assert len(line.requests(PUSH)) == 2

    resume_run(journal.runs()[0].id, ordinary, journal)
    assert [len(line.received(user)) for user in USERS] == [1] * 5


TWO_STEPS = f"""
    steps:
      - id: first
        action: push_message
        with: {{to: {USER}, messages: [{{type: text, text: first}}]}}
      - id: second
        if: ${{{{ CONDITION }}}}
        action: push_message
        on_error: next
        with: {{to: {USER}, messages: [{{type: text, text: second}}]}}
      - {{id: next, action: get_message_quota}}
    """


@pytest.mark.parametrize(
    ("filled_at", "condition", "told"),
    [
        ("call_ended", "`true`", r"^step first: its calls were made; this could not be written "),
        ("step_ended", "`true`", r"^step second: not sent: state folder "),
        ("step_ended", "`false`", r"^step second: not sent: state folder "),
        (
            "step_ended",
            "to_string(steps.first) > `1`",
            r"compares a string .*\n.* could not be written",
        ),
    ],
)
def test_a_step_that_cannot_be_written_down_tells_what_was_sent(
    ordinary: Connector,
    journal: Journal,
    line: Line,
    room: Callable[[], None],
    filled_at: str,
    condition: str,
    told: str,
) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(event: Any) -> None:
        if event.kind == filled_at:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))

    text = textwrap.dedent(TWO_STEPS).replace("CONDITION", condition)
    with pytest.raises(JournalError, match=told) as caught:
        start_run(parse_playbook(text, "p.yaml"), {}, ordinary, journal, fill)
    room()
    run = journal.runs()[0].id
    assert str(caught.value).endswith(f"Resume with: line-connector playbook run --resume {run}")
    assert len(line.received()) == 1

    resume_run(run, ordinary, journal)
    assert len(line.received()) == (2 if condition == "`true`" else 1)


def test_a_run_whose_end_cannot_be_written_down_was_carried_out(
    ordinary: Connector, journal: Journal, line: Line, room: Callable[[], None]
) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(event: Any) -> None:
        if event.kind == "step_ended":
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))

    file = parse_playbook(textwrap.dedent(PUSHES.replace("PARALLEL", "1")), "p.yaml")
    with pytest.raises(
        JournalError, match=r"every step was taken, .*: line-connector playbook run"
    ):
        start_run(file, {"users": USERS}, ordinary, journal, fill)
    room()

    assert resume_run(journal.runs()[0].id, ordinary, journal) == {"statuses": [200] * 5}
    assert len(line.requests(PUSH)) == 5


def below_a_file(folder: Path) -> Path:
    folder.write_text("a file")
    return folder / "state"


def a_file(folder: Path) -> Path:
    folder.write_text("a file")
    return folder


def on_proc(folder: Path) -> Path:
    return Path("/proc/self/state")


def no_database(folder: Path) -> Path:
    folder.mkdir()
    (folder / "playbooks.sqlite").write_text("This is no database. " * 100)
    return folder


def corrupt(folder: Path) -> Path:
    Journal(folder).close()
    file = folder / "playbooks.sqlite"
    file.write_bytes(file.read_bytes()[:1000] + b"\xff" * 8000)
    return folder


def a_folder_in_its_place(folder: Path) -> Path:
    (folder / "playbooks.sqlite").mkdir(parents=True)
    return folder


def newer(folder: Path) -> Path:
    Journal(folder).close()
    with closing(sqlite3.connect(folder / "playbooks.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    return folder


def of_another_program(folder: Path) -> Path:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "playbooks.sqlite")) as db:
        db.execute("CREATE TABLE runs (number INTEGER)")
    return folder


UNUSABLE: dict[Callable[[Path], Path], str] = {
    below_a_file: "Not a directory",
    a_file: "File exists",
    on_proc: "No such file or directory",
    no_database: "file is not a database",
    corrupt: "",
    a_folder_in_its_place: "unable to open database file",
    newer: "was written by a later version of line-connector",
    of_another_program: "is no journal of line-connector",
}


@pytest.mark.parametrize("make", UNUSABLE, ids=lambda make: make.__name__)
def test_a_journal_that_cannot_be_used_is_one_line(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    folder = make(tmp_path / "state")
    with pytest.raises(JournalError) as caught:
        Journal(folder)
    assert str(caught.value).startswith(f"state folder {folder}: ")
    assert UNUSABLE[make] in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 3


def test_a_journal_that_another_process_keeps_locked_is_waited_for_a_while(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "playbooks.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="database is locked"):
            Journal(tmp_path, timeout=0.1)


def test_many_can_open_a_new_journal_at_once(tmp_path: Path) -> None:
    def open_and_write(number: int) -> str:
        with (
            closing(Journal(tmp_path)) as journal,
            journal.beginning(str(number), "", {}, {}, {}) as run,
        ):
            return run

    with ThreadPoolExecutor(8) as pool:
        runs = set(pool.map(open_and_write, range(16)))
    with closing(Journal(tmp_path)) as journal:
        assert {run.id for run in journal.runs()} == runs


def test_whoever_lists_runs_stops_nobody_from_running_one(journal: Journal, tmp_path: Path) -> None:
    """To see whether a run was interrupted, a process has its lock for a moment."""
    ended = threading.Event()

    def list_runs() -> None:
        with closing(Journal(tmp_path / "state")) as another:
            while not ended.is_set():
                another.runs()

    with ThreadPoolExecutor(1) as pool:
        listing = pool.submit(list_runs)
        try:
            for _ in range(5):
                with journal.beginning("", "", {}, {}, {}) as run:
                    pass
                for _ in range(100):
                    with journal.holding(run):
                        pass
        finally:
            ended.set()
        listing.result()


def test_what_was_written_down_damaged_is_one_line(
    ordinary: Connector, journal: Journal, tmp_path: Path
) -> None:
    start(PUSHES.replace("PARALLEL", "1"), ordinary, journal, users=[])
    with closing(sqlite3.connect(tmp_path / "state" / "playbooks.sqlite")) as db, db:
        db.execute("UPDATE runs SET inputs = '{'")
    with pytest.raises(JournalError, match="what was written down is damaged"):
        journal.runs()


def old_run(version: int, ordinary: Connector, line: Line, tmp_path: Path) -> tuple[Path, str]:
    """Return the folder of an old journal with a push in doubt, and the run's ID."""
    folder = tmp_path / "old"
    with closing(Journal(folder)) as journal:
        line.fault(PUSH, drop="after", times=3)
        with pytest.raises(UnknownOutcomeError):
            start(PUSHES.replace("PARALLEL", "1"), ordinary, journal, users=USERS[:2])
        run = journal.runs()[0].id
    with closing(sqlite3.connect(folder / "playbooks.sqlite", isolation_level=None)) as db:
        rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
        for name in TABLES:
            db.execute(f"DROP TABLE {name}")
        db.executescript(OLD_TABLES)
        for name, columns in TABLES.items():
            db.executemany(
                f"INSERT INTO {name} VALUES ({', '.join('?' * columns)})",
                [row[:columns] for row in rows[name]],
            )
        db.execute(f"PRAGMA user_version = {version}")
        if version == 2:
            db.execute("ALTER TABLE runs ADD COLUMN accounts TEXT")
            db.executemany("UPDATE runs SET accounts = ?", [row[9:] for row in rows["runs"]])
    return folder, run


TABLES = {"runs": 9, "steps": 4, "calls": 7}


def test_a_journal_whose_calls_belong_to_steps_still_opens(
    ordinary: Connector, line: Line, tmp_path: Path
) -> None:
    folder, run = old_run(2, ordinary, line, tmp_path)
    with closing(Journal(folder)) as journal:
        assert resume_run(run, ordinary, journal) == {"statuses": [409, 200]}
        journal.forget(run)
        assert [*journal.calls(run)] == []
    assert [len(line.received(user)) for user in USERS[:2]] == [1, 1]


@pytest.mark.parametrize("version", [0, 1])
def test_a_journal_of_before_accounts_were_noted_still_opens(
    version: int, ordinary: Connector, line: Line, tmp_path: Path
) -> None:
    folder, run = old_run(version, ordinary, line, tmp_path)
    with closing(Journal(folder)) as journal:
        assert [(each.id, each.accounts) for each in journal.runs()] == [(run, None)]
        with pytest.raises(InputError, match=r"was not noted with which account.*--same-account"):
            resume_run(run, ordinary, journal)
        resume_run(run, ordinary, journal, same_account=True)
        assert list(journal.run(run).accounts or ()) == ["line"]
    assert [len(line.received(user)) for user in USERS[:2]] == [1, 1]


def test_errors_of_the_journal_are_the_packages_own() -> None:
    assert issubclass(JournalError, ConnectorError)
