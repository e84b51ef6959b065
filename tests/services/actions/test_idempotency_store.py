"""One key, one message: another with the same key is refused, also after a crash."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.outbox.database import JournalError
from line_connector.providers.line import RETRY_KEY_LIFETIME
from line_connector.services.actions import idempotency_store as module
from line_connector.services.actions.idempotency_store import FILE, LIFETIME, IdempotencyStore
from services.actions.conftest import LOOPBACK, Service, StartWithKeys, serving
from support.sandboxed import KEY, PUSH, SOON_RETRIES, USER, Line, text

INPUT: dict[str, Any] = {"to": USER, "messages": text("One")}
OTHER: dict[str, Any] = {"to": USER, "messages": text("Two")}

Fields = dict[str, str]


def texts(line: Line) -> list[str]:
    return [each["messages"][0]["text"] for each in line.received()]


@pytest.mark.parametrize("key", ["order 7", KEY])
def test_another_message_with_a_used_key_is_refused(service: Service, line: Line, key: str) -> None:
    service.run("push_message", INPUT, Idempotency_Key=key)

    refused = service.run("push_message", OTHER, Idempotency_Key=key)
    again = service.run("push_message", INPUT, Idempotency_Key=key)

    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "another input" in refused.json()["detail"]
    assert again.status_code == 200
    assert texts(line) == ["One"]


def test_retry_key_in_the_input_is_for_one_message_too(service: Service, line: Line) -> None:
    service.run("push_message", {**INPUT, "retryKey": KEY})

    assert service.run("push_message", {**OTHER, "retryKey": KEY}).status_code == 422
    assert service.run("push_message", {**INPUT, "retryKey": KEY.upper()}).status_code == 200
    multicast = {**OTHER, "to": [USER], "retryKey": KEY}
    assert service.run("multicast", multicast).status_code == 422
    assert texts(line) == ["One"]


def test_order_of_properties_makes_no_other_message(service: Service, line: Line) -> None:
    turned = dict(reversed(INPUT.items()))
    for body in (INPUT, turned):
        assert service.run("push_message", body, Idempotency_Key="1").status_code == 200
    assert texts(line) == ["One"]


def test_another_client_may_use_the_key_for_another_message(
    keyed: StartWithKeys, line: Line
) -> None:
    services = keyed(n8n=["*"], power_automate=["*"])
    services["n8n"].run("push_message", INPUT, Idempotency_Key=KEY)
    services["power_automate"].run("push_message", OTHER, Idempotency_Key=KEY)
    assert texts(line) == ["One", "Two"]


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 400, "json": {"message": "No"}},
        {"status": 401, "json": {"message": "No"}},
        {"status": 429, "json": {"message": "Slow down"}},
    ],
)
def test_what_was_refused_may_be_sent_corrected_under_its_key(
    service: Service, line: Line, fault: dict[str, Any]
) -> None:
    line.fault(answer=fault, times=9)
    refused = service.run("push_message", INPUT, Idempotency_Key="order 7")
    line.control("reset")
    wrong = service.run("push_message", {"to": USER, "messages": []}, Idempotency_Key="order 7")

    corrected = service.run("push_message", OTHER, Idempotency_Key="order 7")

    assert refused.status_code in {424, 429}
    assert [wrong.status_code, corrected.status_code] == [422, 200]
    assert texts(line) == ["Two"]


def test_unknown_outcome_keeps_the_key(service: Service, line: Line) -> None:
    line.fault(drop="after")
    line.fault(drop="before", times=9)
    lost = service.run("push_message", INPUT, Idempotency_Key="order 7")

    other = service.run("push_message", OTHER, Idempotency_Key="order 7")

    assert [lost.status_code, other.status_code] == [504, 422]
    assert texts(line) == ["One"]


def test_two_messages_at_once_with_one_key_are_not_both_answered_as_sent(
    service: Service, line: Line
) -> None:
    def send(number: int) -> int:
        body = {"to": USER, "messages": text(f"{number % 2}")}
        return service.run("push_message", body, Idempotency_Key="k").status_code

    line.fault(PUSH, delayBefore=0.3)
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(send, range(6)))

    (sent,) = texts(line)
    assert [number % 2 for number in range(6) if statuses[number] == 200] == [int(sent)] * 3
    assert statuses.count(422) == 3


def test_service_that_is_started_again_remembers(
    connector: Connector, line: Line, tmp_path: Path
) -> None:
    statuses: list[int] = []
    for body in (INPUT, OTHER, INPUT):
        with serving(connector, LOOPBACK, folder=tmp_path) as url:
            answer = Service(url).run("push_message", body, Idempotency_Key="order 7")
            statuses.append(answer.status_code)

    assert statuses == [200, 422, 200]
    assert texts(line) == ["One"]


def test_file_holds_no_message_and_no_secret_and_is_its_owners(
    connector: Connector, line: Line, tmp_path: Path
) -> None:
    folder = tmp_path / "deep" / "state"
    with serving(connector, LOOPBACK, folder=folder) as url:
        key = (
            Service(url)
            .run("push_message", INPUT, Idempotency_Key="order 7")
            .headers["X-Line-Retry-Key"]
        )
        kept = b"".join(each.read_bytes() for each in folder.iterdir())
        modes = {each.stat().st_mode & 0o777 for each in folder.iterdir()}

    secrets = [USER, "One", "order 7", key, *line.env.values()]
    assert [each for each in secrets if each.encode() in kept] == []
    assert modes == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


class Pushes:
    """Pushes with one retry key, sent through a store whose clock is moved."""

    def __init__(self, connector: Connector, folder: Path | None = None) -> None:
        self.now = 1e9
        self._connector = connector
        self._store = IdempotencyStore(folder, lambda: self.now)
        self.close = self._store.close

    def send(self, body: dict[str, Any], key: str = KEY, *, is_event: bool = False) -> str:
        call = self._connector.call("push_message", {**body, "retryKey": key})
        return self._store.send(call, is_event=is_event).status


@pytest.fixture
def pushes(connector: Connector) -> Iterator[Pushes]:
    with closing(Pushes(connector)) as pushes:
        yield pushes


def test_repeat_is_answered_from_the_record(service: Service, line: Line) -> None:
    first, again = (service.run("push_message", INPUT, Idempotency_Key="order 7") for _ in range(2))
    assert first.json() == again.json()
    assert first.json()["json_body"]["sentMessages"]
    assert len(line.requests(PUSH)) == 1


def test_key_is_free_after_its_lifetime(pushes: Pushes, line: Line) -> None:
    pushes.send(INPUT)
    pushes.now += LIFETIME - 1
    with pytest.raises(InputError):
        pushes.send(OTHER)
    pushes.now += 12
    line.control("clock", {"advance": LIFETIME})
    assert pushes.send(OTHER) == "done"
    assert texts(line) == ["One", "Two"]


@pytest.mark.parametrize(("age", "texts_then"), [(-60, ["One"]), (60, [])])
def test_lost_call_is_sent_again_for_as_long_as_its_key_lives(
    pushes: Pushes, line: Line, age: float, texts_then: list[str]
) -> None:
    line.fault(drop="before", times=9)
    assert pushes.send(INPUT) == "unknown"
    line.control("reset")

    pushes.now += RETRY_KEY_LIFETIME + age
    if age < 0:
        assert pushes.send(INPUT) == "done"
    else:
        with pytest.raises(UnknownOutcomeError, match="may have expired") as late:
            pushes.send(INPUT)
        assert not late.value.retryable
    assert texts(line) == texts_then


def test_lost_call_that_is_refused_when_sent_again_stays_unknown(
    service: Service, line: Line
) -> None:
    line.fault(drop="after")
    line.fault(drop="before", times=9)
    lost = service.run("push_message", INPUT, Idempotency_Key="order 7")
    line.fault(answer={"status": 401, "json": {"message": "No"}}, times=9)
    refused = service.run("push_message", INPUT, Idempotency_Key="order 7")
    other = service.run("push_message", OTHER, Idempotency_Key="order 7")

    assert [each.status_code for each in (lost, refused, other)] == [504, 504, 422]
    assert "may have been carried out" in refused.json()["detail"]
    assert texts(line) == ["One"]


def test_event_is_sent_again_when_the_provider_has_forgotten_it(pushes: Pushes, line: Line) -> None:
    for hours in (0, 20, 25, 26, 48):
        line.control("clock", {"advance": hours * 3600 - (pushes.now - 1e9)})
        pushes.now = 1e9 + hours * 3600
        assert pushes.send({"to": USER, "messages": text(f"{hours}")}, is_event=True) == "done"
    assert texts(line) == ["0", "25"]


SECOND = {"id": "2000000001", "secret": "s", "token": "second-token"}
"""A channel with a friend of the first one's."""

TOKEN = {"token": "sandbox-token"}
CHANNEL = {"client_id": "1000000001", "client_secret": "sandbox-secret"}
SECOND_CHANNEL = {"client_id": "2000000001", "client_secret": "s"}


@pytest.fixture
def with_credentials(line: Line, tmp_path: Path) -> Iterator[Callable[..., Pushes]]:
    """Start the service's store again, with other credentials."""
    with ExitStack() as stack:

        def start(**fields: str) -> Pushes:
            values = {"line": {"url": line.url, **fields}}
            connector = stack.enter_context(Connector(values, retries=SOON_RETRIES))
            return stack.enter_context(closing(Pushes(connector, tmp_path)))

        yield start


CREDENTIALS_RENEWED = pytest.mark.parametrize(
    ("before", "after"),
    [
        (TOKEN, CHANNEL),
        (CHANNEL, TOKEN),
        (CHANNEL, {**CHANNEL, "client_secret": "sandbox-old-secret"}),
        (TOKEN, {"token": "reissued"}),
    ],
)


@CREDENTIALS_RENEWED
def test_new_credentials_of_an_account_free_no_key(
    with_credentials: Callable[..., Pushes], line: Line, before: Fields, after: Fields
) -> None:
    with_credentials(**before).send(INPUT)

    with pytest.raises(InputError, match="another input"):
        with_credentials(**after).send(OTHER)
    assert texts(line) == ["One"]


@CREDENTIALS_RENEWED
def test_an_old_unknown_outcome_is_not_sent_again_with_new_credentials(
    with_credentials: Callable[..., Pushes], line: Line, before: Fields, after: Fields
) -> None:
    line.fault(drop="after")
    line.fault(drop="before", times=9)
    assert with_credentials(**before).send(INPUT) == "unknown"
    day = RETRY_KEY_LIFETIME + 7200
    line.control("clock", {"advance": day})

    renewed = with_credentials(**after)
    renewed.now += day
    with pytest.raises(UnknownOutcomeError, match="may have expired"):
        renewed.send(INPUT)
    assert texts(line) == ["One"]


def test_unknown_outcome_stays_unknown_if_new_credentials_are_refused(
    with_credentials: Callable[..., Pushes], line: Line
) -> None:
    line.fault(drop="after")
    line.fault(drop="before", times=2)
    with_credentials(**CHANNEL).send(INPUT)
    line.fault(answer={"status": 403, "json": {"message": "No"}})

    assert with_credentials(**TOKEN).send(INPUT) == "unknown"
    assert with_credentials(**TOKEN).send(INPUT) == "done"
    assert texts(line) == ["One"]


@pytest.mark.parametrize(
    ("first", "second"), [(TOKEN, {"token": "second-token"}), (CHANNEL, SECOND_CHANNEL)]
)
def test_same_message_with_the_same_key_reaches_each_account_once(
    with_credentials: Callable[..., Pushes], line: Line, first: Fields, second: Fields
) -> None:
    line.control("seed", {"channels": [{**SECOND, "users": [{"userId": USER}]}]})

    for fields in (first, second, first, second):
        assert with_credentials(**fields).send(INPUT) == "done"
    assert texts(line) == ["One", "One"]


def test_accounts_with_names_share_no_keys(
    with_credentials: Callable[..., Pushes], line: Line
) -> None:
    line.control("seed", {"channels": [{**SECOND, "users": [{"userId": USER}]}]})

    with_credentials(**CHANNEL).send(INPUT)
    with_credentials(**SECOND_CHANNEL).send(OTHER)
    assert texts(line) == ["One", "Two"]


def test_keys_that_the_version_before_stored_are_used(
    with_credentials: Callable[..., Pushes], line: Line, tmp_path: Path
) -> None:
    with_credentials(**TOKEN).send(INPUT)
    with closing(sqlite3.connect(tmp_path / FILE)) as file, file:
        file.execute("UPDATE calls SET run = 'a hash of all credentials', item = 0")
        file.execute("PRAGMA user_version = 1")

    with pytest.raises(InputError, match="another input"):
        with_credentials(**CHANNEL).send(OTHER)
    assert with_credentials(**CHANNEL).send(INPUT) == "done"
    assert texts(line) == ["One"]


def test_number_of_keys_is_bounded(pushes: Pushes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    for number in range(12):
        pushes.send(INPUT, key=f"{number:08d}{KEY[8:]}")
        pushes.now += 11
    assert pushes.send(OTHER, key=f"{0:08d}{KEY[8:]}") == "done"  # forgotten
    with pytest.raises(InputError):
        pushes.send(OTHER, key=f"{11:08d}{KEY[8:]}")


def test_of_two_processes_only_one_claims_a_key(connector: Connector, tmp_path: Path) -> None:
    def send(number: int) -> str:
        body = {"to": USER, "messages": text(f"{number}")}
        with closing(Pushes(connector, tmp_path)) as pushes:
            try:
                return pushes.send(body)
            except InputError:
                return "refused"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(send, range(4)))
    assert sorted(outcomes) == ["done", "refused", "refused", "refused"]


def break_file(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as other, other:
        other.execute("DROP TABLE calls")


def test_file_that_fails_stops_no_message(
    connector: Connector, line: Line, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(connector, LOOPBACK, folder=tmp_path) as url:
        break_file(tmp_path)
        first = Service(url).run("push_message", INPUT, Idempotency_Key="order 7")
        other = Service(url).run("push_message", OTHER, Idempotency_Key="order 7")

    assert [first.status_code, other.status_code] == [200, 422]
    assert any("kept in memory" in each.message for each in caplog.records)


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_text("")
    return folder / "file" / "state"


def no_database(folder: Path) -> Path:
    (folder / FILE).write_text("This is no database, though it is long enough." * 99)
    return folder


@pytest.mark.parametrize("unusable", [below_a_file, no_database])
def test_folder_that_cannot_be_used_is_an_error_at_once(
    tmp_path: Path, unusable: Callable[[Path], Path]
) -> None:
    with pytest.raises(JournalError):
        IdempotencyStore(unusable(tmp_path))
