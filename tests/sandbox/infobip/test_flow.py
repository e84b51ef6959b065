"""Failover, validity, windows, schedules and speed, all by the sandbox's clock."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.infobip.conftest import LINE, PHONE, PHONE_WITHOUT_LINE, SMS, notification

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.infobip.conftest import Infobip

MINUTE = 60
HOUR = 60 * MINUTE
DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]


def now(client: Client) -> datetime:
    return datetime.fromisoformat(client.seen("clock")["now"].replace("Z", "+00:00"))


def later(client: Client, **much: float) -> str:
    return (now(client) + timedelta(**much)).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def took(report: dict[str, Any]) -> float:
    """How long it was from the first sending to the end."""
    return (moment(report["doneAt"]) - moment(report["sentAt"])).total_seconds()


def test_the_next_step_runs_when_the_validity_of_one_is_over(infobip: Infobip) -> None:
    infobip.behave("LINE", "never")
    line = {**LINE, "validityPeriod": 10, "validityPeriodTimeUnit": "MINUTES"}
    infobip.omni(line=line, sms=SMS)
    infobip.wait(10 * MINUTE - 5)
    assert infobip.channels() == []
    assert infobip.omni_reports() == []
    infobip.wait(6)
    assert infobip.channels() == ["SMS"]
    (report,) = infobip.omni_reports()
    assert (report["channel"], report["status"]["id"], took(report)) == ("SMS", 5, 600)


def test_periods_add_up(infobip: Infobip) -> None:
    for channel in ("VIBER", "SMS"):
        infobip.behave(channel, "never")
    viber = {"text": "By Viber", "validityPeriod": 1}
    sms = {**SMS, "validityPeriod": 90, "validityPeriodTimeUnit": "SECONDS"}
    key = infobip.scenario("VIBER", "SMS", "LINE")
    infobip.omni(scenarioKey=key, viber=viber, sms=sms, line=LINE)
    infobip.wait(148)
    assert infobip.channels() == []
    infobip.wait(3)
    assert infobip.channels() == ["LINE"]
    assert took(infobip.omni_reports()[0]) == 150


def test_however_far_the_clock_is_moved_steps_run_at_their_times(infobip: Infobip) -> None:
    infobip.behave("LINE", "never")
    infobip.behave("SMS", "deliver", after=20)
    infobip.omni(line={**LINE, "validityPeriod": 10}, sms=SMS)
    infobip.wait(40 * HOUR)
    assert took(infobip.omni_reports()[0]) == 620


def test_a_rejection_hands_over_at_once(infobip: Infobip) -> None:
    infobip.behave("LINE", "reject", after=30)
    infobip.omni(line={**LINE, "validityPeriod": 10}, sms=SMS)
    infobip.wait(31)
    assert infobip.channels() == ["SMS"]
    assert took(infobip.omni_reports()[0]) == 30


def test_what_comes_after_the_validity_comes_not_at_all(infobip: Infobip) -> None:
    infobip.behave("LINE", "deliver", after=10 * MINUTE)
    infobip.omni(line={**LINE, "validityPeriod": 10}, sms=SMS)
    infobip.wait(HOUR)
    assert infobip.channels() == ["SMS"]


def test_the_first_delivery_ends_the_flow(infobip: Infobip) -> None:
    infobip.behave("LINE", "deliver", after=10 * MINUTE - 1)
    infobip.omni(line={**LINE, "validityPeriod": 10}, sms=SMS)
    infobip.wait(3 * 24 * HOUR)
    assert infobip.channels() == ["LINE"]


@pytest.mark.parametrize(
    ("behaviour", "status", "error"),
    [
        ("reject", (9, "UNDELIVERABLE"), (27, "EC_ABSENT_SUBSCRIBER")),
        ("never", (15, "EXPIRED"), (4101, "EC_VALIDITY_EXPIRED")),
    ],
)
def test_the_last_step_says_how_all_ended(
    infobip: Infobip, behaviour: str, status: tuple[int, str], error: tuple[int, str]
) -> None:
    infobip.behave("SMS", behaviour, phone=PHONE_WITHOUT_LINE)
    infobip.omni(PHONE_WITHOUT_LINE)
    infobip.wait(48 * HOUR + 1)
    (report,) = infobip.omni_reports()
    assert report["channel"] == "SMS"
    assert (report["status"]["id"], report["status"]["groupName"]) == status
    assert (report["error"]["id"], report["error"]["name"]) == error
    assert infobip.received(PHONE_WITHOUT_LINE) == []


@pytest.mark.parametrize("period", [None, {"amount": 49, "timeUnit": "HOURS"}, {"amount": 10**6}])
def test_no_message_is_tried_for_more_than_two_days(
    infobip: Infobip, period: dict[str, Any] | None
) -> None:
    infobip.behave("LINE", "never")
    infobip.notify(notification(options={"validityPeriod": period}))
    infobip.wait(48 * HOUR - 5)
    assert infobip.line_reports() == []
    infobip.wait(6)
    assert took(infobip.line_reports()[0]) == 48 * HOUR


@pytest.mark.parametrize(
    ("period", "seconds"),
    [
        ({"amount": 90, "timeUnit": "SECONDS"}, 90),
        ({"amount": 2}, 120),
        ({"amount": 2, "timeUnit": "MINUTES"}, 120),
        ({"amount": 1, "timeUnit": "HOURS"}, HOUR),
    ],
)
def test_an_sms_takes_over_when_a_notification_is_too_late(
    infobip: Infobip, period: dict[str, Any], seconds: int
) -> None:
    infobip.behave("LINE", "never")
    options = {"validityPeriod": period, "smsFailover": {"text": "Hi"}}
    infobip.notify(notification(options=options))
    infobip.wait(seconds - 5)
    assert infobip.channels() == []
    infobip.wait(6)
    assert infobip.channels() == ["SMS"]
    assert took(infobip.line_reports()[0]) == seconds


def test_the_sms_has_a_validity_of_its_own(infobip: Infobip) -> None:
    infobip.behave("SMS", "never", phone=PHONE_WITHOUT_LINE)
    failover = {"text": "Hi", "validityPeriod": {"amount": 10}}
    infobip.notify(notification(PHONE_WITHOUT_LINE, options={"smsFailover": failover}))
    infobip.wait(10 * MINUTE + 1)
    (report,) = infobip.line_reports()
    assert (report["status"]["groupName"], took(report)) == ("EXPIRED", 600)


def test_viber_has_two_weeks(infobip: Infobip) -> None:
    infobip.behave("VIBER", "never")
    viber = {"text": "Hi", "validityPeriod": 30, "validityPeriodTimeUnit": "DAYS"}
    infobip.omni(scenarioKey=infobip.scenario("VIBER", "SMS"), viber=viber, sms=SMS)
    infobip.wait(14 * 24 * HOUR - 5)
    assert infobip.channels() == []
    infobip.wait(6)
    assert infobip.channels() == ["SMS"]


@pytest.mark.parametrize("name", ["sendAt", "SendAt"])
def test_a_scheduled_notification_waits(infobip: Infobip, client: Client, name: str) -> None:
    reply = infobip.notify(notification(), **{name: later(client, hours=2)})
    status = reply.json["messages"][0]["status"]
    assert (status["id"], status["name"]) == (26, "PENDING_ACCEPTED")
    infobip.wait(2 * HOUR - 5)
    assert infobip.channels() == []
    infobip.wait(6)
    assert infobip.channels() == ["LINE"]


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%S.000+0000", "%Y-%m-%dT%H:%M:%SZ"])
def test_a_scheduled_omni_message_delays_the_first_step(
    infobip: Infobip, client: Client, form: str
) -> None:
    infobip.behave("LINE", "never")
    at = (now(client).astimezone(timezone.utc) + timedelta(hours=2)).strftime(form)
    infobip.omni(line={**LINE, "validityPeriod": 10}, sms=SMS, sendAt=at)
    infobip.wait(2 * HOUR + 9 * MINUTE)
    assert infobip.channels() == []
    infobip.wait(1 * MINUTE + 1)
    assert infobip.channels() == ["SMS"]


def test_an_offset_is_reckoned_with(infobip: Infobip, client: Client) -> None:
    east = timezone(timedelta(hours=7))
    at = (now(client) + timedelta(hours=1)).astimezone(east).isoformat(timespec="milliseconds")
    assert at.endswith("+07:00")
    infobip.omni(sendAt=at)
    assert infobip.channels() == []
    infobip.wait(HOUR)
    assert infobip.channels() == ["LINE"]


def test_what_is_scheduled_is_not_in_the_logs_before_it_is_sent(
    infobip: Infobip, client: Client
) -> None:
    infobip.omni(sendAt=later(client, hours=1))
    assert infobip.logs() == []
    infobip.wait(HOUR)
    assert len(infobip.logs()) == 1


def test_what_should_have_been_sent_is_sent_now(infobip: Infobip) -> None:
    infobip.omni(sendAt="2020-01-01T00:00:00.000+0000")
    assert infobip.channels() == ["LINE"]


def test_a_phone_can_change_until_a_step_begins(infobip: Infobip, client: Client) -> None:
    infobip.omni(sendAt=later(client, hours=1))
    infobip.behave("LINE", "reject", phone=f"+{PHONE}")
    infobip.wait(HOUR)
    assert infobip.channels() == ["SMS"]


def test_what_was_asked_of_phones_can_be_seen_and_changed(client: Client) -> None:
    client.control("phones", phone=f"+{PHONE}", channel="LINE", behaviour="never")
    asked = client.control("phones", phone=PHONE, channel="LINE", behaviour="deliver", after=2)[
        "phones"
    ]
    assert asked == [{"phone": PHONE, "channel": "LINE", "behaviour": "deliver", "after": 2}]
    assert client.seen("phones")["phones"] == asked


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"amount": 2}, [2, 4, 5]),
        ({"amount": 2, "timeUnit": "MINUTE"}, [2, 4, 5]),
        ({"amount": 3, "timeUnit": "HOUR"}, [3, 3, 3]),
        ({"amount": 5, "timeUnit": "DAY"}, [5, 5, 5]),
    ],
)
def test_so_many_are_sent_in_a_period(
    infobip: Infobip, client: Client, limit: dict[str, Any], expected: list[int]
) -> None:
    phones = [f"6690000000{number}" for number in range(5)]
    infobip.notify(notification(*phones), sendingSpeedLimit=limit)
    counts: list[int] = []
    for _ in expected:
        counts.append(len(client.seen("received")["received"]))
        infobip.wait(MINUTE)
    assert counts == expected


def test_a_limit_counts_from_when_sending_starts(infobip: Infobip, client: Client) -> None:
    infobip.notify(
        notification(PHONE, "66900000002"),
        sendAt=later(client, hours=1),
        sendingSpeedLimit={"amount": 1, "timeUnit": "HOUR"},
    )
    infobip.wait(HOUR)
    assert (infobip.channels(), infobip.channels("66900000002")) == (["LINE"], [])
    infobip.wait(HOUR)
    assert infobip.channels("66900000002") == ["LINE"]


def go_to(infobip: Infobip, client: Client, hour: int) -> datetime:
    """Move on to an hour of the next day, UTC."""
    there = now(client) + timedelta(days=1)
    there = there.replace(hour=hour, minute=0, second=0, microsecond=0)
    infobip.wait((there - now(client)).total_seconds())
    return there


def window(*days: str, opens: int | None = None, closes: int | None = None) -> dict[str, Any]:
    if opens is None:
        return {"days": list(days)}
    return {
        "days": list(days),
        "from": {"hour": opens, "minute": 0},
        "to": {"hour": closes, "minute": 0},
    }


@pytest.mark.parametrize(
    ("hour", "opens", "closes", "waits"),
    [
        (5, 6, 15, 1),
        (6, 6, 15, 0),
        (14, 6, 15, 0),
        (15, 6, 15, 15),
        (1, 22, 4, 0),
        (4, 22, 4, 18),
        (23, 22, 4, 0),
    ],
)
def test_nothing_is_delivered_outside_of_its_window(
    infobip: Infobip, client: Client, hour: int, opens: int, closes: int, waits: int
) -> None:
    go_to(infobip, client, hour)
    options = {"deliveryTimeWindow": window(*DAYS, opens=opens, closes=closes)}
    infobip.notify(notification(options=options))
    if waits:
        infobip.wait(waits * HOUR - 60)
        assert infobip.channels() == []
        infobip.wait(60)
    assert infobip.channels() == ["LINE"]


def test_a_window_has_its_days(infobip: Infobip, client: Client) -> None:
    today = go_to(infobip, client, 12)
    tomorrow = DAYS[(today.weekday() + 1) % 7]
    infobip.notify(notification(options={"deliveryTimeWindow": window(tomorrow)}))
    infobip.wait(12 * HOUR - 60)
    assert infobip.channels() == []
    infobip.wait(60)
    assert infobip.channels() == ["LINE"]


def test_what_expires_before_its_window_opens_is_not_sent(infobip: Infobip, client: Client) -> None:
    today = go_to(infobip, client, 12)
    in_three_days = DAYS[(today.weekday() + 3) % 7]
    infobip.notify(notification(options={"deliveryTimeWindow": window(in_three_days)}))
    infobip.wait(4 * 24 * HOUR)
    assert infobip.channels() == []
    infobip.notify(
        notification(
            options={
                "deliveryTimeWindow": window(*DAYS, opens=14, closes=15),
                "validityPeriod": {"amount": 1, "timeUnit": "HOURS"},
            }
        )
    )
    infobip.wait(HOUR + 1)
    (report,) = infobip.line_reports()
    assert (report["status"]["id"], report["error"]["id"]) == (15, 4101)


def test_everything_is_received_in_the_order_of_time(infobip: Infobip, client: Client) -> None:
    infobip.behave("LINE", "deliver", after=100)
    infobip.notify(notification(destinations=[{"to": PHONE, "messageId": "slow"}]))
    infobip.notify(
        notification(
            destinations=[{"to": PHONE_WITHOUT_LINE, "messageId": "sms"}],
            options={"smsFailover": {"text": "Hi"}},
        ),
        sendAt=later(client, seconds=50),
    )
    infobip.wait(HOUR)
    entries = client.seen("received")["received"]
    assert [entry["messageId"] for entry in entries] == ["sms", "slow"]
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
