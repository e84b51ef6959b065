from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.models.infobip.datetimes import Moment, SendAt, ToldMoment, write_moment
from line_connector.schema.model import Input
from models.infobip.judging import refused, sent, warned

UTC = timezone.utc
FORM = "must be a date and time such as 2026-01-31T09:00:00+07:00"
OFFSETS = st.timedeltas(timedelta(hours=-23, minutes=-59), timedelta(hours=23, minutes=59))
# A day inside the ends: UTC has no year 0 and none after 9999.
FIRST, LAST = datetime(1, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001 - given offsets below
MOMENTS = st.datetimes(FIRST, LAST, timezones=OFFSETS.map(timezone))


class Asked(Input):
    at: Moment


class Planned(Input):
    at: SendAt


class Told(Input):
    at: ToldMoment


@given(MOMENTS)
def test_any_moment_goes_out_in_infobips_form_and_comes_back(moment: datetime) -> None:
    written = write_moment(moment)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000", written)
    read = Asked.model_validate({"at": written}).at
    assert timedelta() <= moment - read < timedelta(milliseconds=1)
    assert sent(Asked, {"at": moment}) == sent(Asked, {"at": written}) == {"at": written}


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T09:00:00.000+0000",
        "2026-01-31T09:00:00Z",
        "2026-01-31T09:00Z",
        "2026-01-31 16:00:00+07:00",
        "2026-01-31T16:00:00.000+0700",
        "2026-01-31T04:00:00.000-05:00",
    ],
)
def test_any_offset_is_taken(text: str) -> None:
    assert sent(Asked, {"at": text}) == {"at": "2026-01-31T09:00:00.000+0000"}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            "2026-01-31T09:00:00",
            "must say its offset from UTC: 2026-01-31T09:00:00+07:00, or Z for UTC",
        ),
        ("2026-01-31", "must say its offset from UTC: 2026-01-31T00:00:00+07:00, or Z for UTC"),
        ("0001-01-01T00:00:00+07:00", "must be in the years 1 to 9999"),
        ("tomorrow", FORM),
        ("2026-02-30T09:00:00Z", FORM),
        ("1769850000", FORM),
        (1769850000, FORM),
        (True, FORM),
        (None, FORM),
    ],
)
def test_nothing_else_is_a_moment(value: Any, problem: str) -> None:
    assert refused(Asked, {"at": value}) == {"at": problem}


def test_a_send_is_planned_for_at_most_180_days_ahead() -> None:
    last = datetime.now(UTC) + timedelta(days=180)

    assert warned(Planned, {"at": last - timedelta(minutes=1)}) == {}
    assert refused(Planned, {"at": last + timedelta(minutes=1)}) == {
        "at": "must be at most 180 days ahead"
    }


def test_a_send_in_the_past_is_doubted() -> None:
    assert warned(Planned, {"at": "2015-07-07T17:00:00.000+01:00"}) == {
        "at": "may be refused, or sent at once: it has passed"
    }


def test_what_infobip_tells_without_an_offset_is_utc() -> None:
    assert Told.model_validate({"at": "2026-01-31T09:00:00.5"}).at == datetime(
        2026, 1, 31, 9, 0, 0, 500_000, UTC
    )
