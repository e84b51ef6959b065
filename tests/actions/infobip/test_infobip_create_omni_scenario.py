from __future__ import annotations

import pytest

from line_actions.infobip.infobip_create_omni_scenario import InfobipCreateOmniScenario
from line_connector.errors import ConflictError, InputError, UnknownOutcomeError
from line_connector.models.infobip import OmniScenario, OmniStep
from support.stubbed import Infobip

PATH = "/omni/1/scenarios"
SCENARIO = dict(InfobipCreateOmniScenario.example)


@pytest.mark.parametrize("status", [200, 201])
def test_a_scenario_is_created_and_has_a_key(infobip: Infobip, status: int) -> None:
    infobip.answers("POST", PATH, {**SCENARIO, "key": "CC9F"}, status)

    output = infobip.run(InfobipCreateOmniScenario, SCENARIO)

    assert infobip.calls == [(PATH, {}, SCENARIO)]
    assert output.body.key == "CC9F"
    assert output.body.flow[0].from_ == "ACME-OA"


def test_a_key_that_comes_as_a_number_is_taken(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, {"key": 17})
    scenario = OmniScenario(flow=[OmniStep(channel="LINE", from_="ACME-OA")])

    output = InfobipCreateOmniScenario(infobip.session).run(scenario)

    assert infobip.calls[0].body == {"flow": [{"channel": "LINE", "from": "ACME-OA"}]}
    assert output.body.key == "17"


def test_a_lost_answer_is_an_unknown_outcome(infobip: Infobip) -> None:
    infobip.loses_the_answer("POST", PATH)

    with pytest.raises(UnknownOutcomeError):
        infobip.run(InfobipCreateOmniScenario, SCENARIO)


def test_a_scenario_that_infobip_does_not_want(infobip: Infobip) -> None:
    infobip.answers("POST", PATH, {"requestError": {}}, 409)

    with pytest.raises(ConflictError):
        infobip.run(InfobipCreateOmniScenario, SCENARIO)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"flow": []}, "flow: must not be empty"),
        ({"flow": None}, "flow: must be a list"),
        ({"flow": [{"from": "ACME"}]}, "flow[0].channel: is required"),
        ({"default": "yes"}, "default: must be true or false"),
    ],
)
def test_what_infobip_would_refuse(change: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as caught:
        InfobipCreateOmniScenario.read_input({**SCENARIO, **change})

    assert str(caught.value) == problem
