from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.http.output import Output
from line_connector.http.retry import (
    Attempt,
    Backoff,
    RetryConnectionFaults,
    RetryRateLimits,
    RetryServerErrors,
    retry_after,
)
from line_connector.schema.model import Body


def answer(status: int, message: str = "", **headers: str) -> Output[Body]:
    return Output(status, headers, "", {"message": message})


@given(st.integers(1, 3))
def test_waits_double_and_half_of_each_is_random(number: int) -> None:
    wait = Backoff(tries=4, first=1).seconds(number)
    assert wait is not None
    assert 2 ** (number - 1) / 2 <= wait <= 2 ** (number - 1)


def test_last_try_is_followed_by_none() -> None:
    assert Backoff(tries=4).seconds(4) is None


@given(st.floats(0, 30))
def test_what_the_provider_asks_for_is_kept(asked: float) -> None:
    wait = Backoff(first=0.1).seconds(1, asked)
    assert wait is not None
    assert wait >= asked


def test_a_longer_wait_than_ours_is_not_waited_for() -> None:
    assert Backoff(longest=30).seconds(1, 31) is None


@pytest.mark.parametrize("value", ["", "soon", "-5", "Sat, 99 Nov 2026"])
def test_retry_after_that_says_nothing(value: str) -> None:
    assert retry_after(answer(503, **{"retry-after": value})) is None


def test_retry_after_is_seconds_or_a_date() -> None:
    assert retry_after(answer(503, **{"retry-after": "7"})) == 7
    date = retry_after(answer(503, **{"retry-after": formatdate(time.time() + 60)}))
    assert date is not None
    assert 55 < date <= 60
    assert retry_after(answer(503, **{"retry-after": formatdate(0)})) == 0


@pytest.mark.parametrize(
    ("attempt", "wanting"),
    [
        (Attempt(1, None), RetryConnectionFaults),
        (Attempt(1, answer(502)), RetryServerErrors),
        (Attempt(1, answer(429, "The API rate limit has been exceeded.")), RetryRateLimits),
        (Attempt(1, answer(429, "You have reached your monthly limit.")), None),
        (Attempt(1, answer(400)), None),
    ],
)
def test_each_failure_is_one_policys_business(attempt: Attempt, wanting: type | None) -> None:
    policies = (RetryConnectionFaults(), RetryServerErrors(), RetryRateLimits())
    assert [type(policy) for policy in policies if policy.wait(attempt) is not None] == (
        [wanting] if wanting else []
    )
