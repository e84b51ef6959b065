from __future__ import annotations

import pytest

from line_connector import Connector, InputError, UnknownOutcomeError
from line_connector.call import Call
from line_connector.services.mcp.plans import Plan, Plans
from support.sandboxed import KEY, text

HOUR = 3600


def broadcast(key: str | None = None) -> Call:
    return Connector({}).call("broadcast", {"messages": text(), "retryKey": key})


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plans(clock: Clock) -> Plans:
    return Plans(600, clock)


@pytest.fixture
def plan(plans: Plans) -> Plan:
    return plans.make(broadcast(KEY))


def lose(plans: Plans, plan: Plan) -> None:
    with pytest.raises(UnknownOutcomeError), plans.use(plan.token, plan.call.spec.name):
        raise UnknownOutcomeError("lost", KEY)


def test_one_that_was_never_sent_runs_out(plans: Plans, plan: Plan, clock: Clock) -> None:
    clock.now = 601
    with pytest.raises(InputError, match="expired"), plans.use(plan.token, plan.call.spec.name):
        pytest.fail("it was sent")


def test_one_whose_answer_was_lost_may_be_sent_while_its_key_is_kept(
    plans: Plans, plan: Plan, clock: Clock
) -> None:
    clock.now = 500
    lose(plans, plan)
    clock.now = 22 * HOUR
    lose(plans, plan)
    clock.now = 24 * HOUR
    with pytest.raises(InputError, match="expired"), plans.use(plan.token, plan.call.spec.name):
        pytest.fail("it was sent")


def test_pending_one_is_not_sent_twice(plans: Plans, plan: Plan) -> None:
    with (
        plans.use(plan.token, plan.call.spec.name),
        pytest.raises(InputError, match="pending"),
        plans.use(plan.token, plan.call.spec.name),
    ):
        pytest.fail("it was sent twice")


def test_one_that_was_broken_off_may_be_sent_again_with_its_key(plans: Plans, plan: Plan) -> None:
    with pytest.raises(KeyboardInterrupt), plans.use(plan.token, plan.call.spec.name):
        raise KeyboardInterrupt
    with plans.use(plan.token, plan.call.spec.name) as again:
        assert again.call.retry_key == KEY


def test_no_token_is_like_another(plans: Plans) -> None:
    tokens = {plans.make(broadcast()).token for _ in range(100)}

    assert len(tokens) == 100
    assert min(len(token.rpartition(".")[2]) for token in tokens) == 24
