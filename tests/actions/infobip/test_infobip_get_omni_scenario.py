from __future__ import annotations

import pytest

from line_actions.infobip.infobip_get_omni_scenario import InfobipGetOmniScenario
from line_connector.errors import InputError, NotFoundError
from support.stubbed import Infobip


def test_a_scenario_is_read(infobip: Infobip) -> None:
    infobip.answers("GET", "/omni/1/scenarios/CC9F", {"key": "CC9F", "name": "LINE, else SMS"})

    output = infobip.run(InfobipGetOmniScenario, {"scenarioKey": "CC9F"})

    assert infobip.calls[0].query == {}
    assert output.body.name == "LINE, else SMS"


def test_an_unknown_key_is_not_found(infobip: Infobip) -> None:
    infobip.answers("GET", "/omni/1/scenarios/CC9F", {"requestError": {}}, 404)

    with pytest.raises(NotFoundError):
        infobip.run(InfobipGetOmniScenario, {"scenarioKey": "CC9F"})


@pytest.mark.parametrize(
    ("raw", "problem"),
    [({}, "scenarioKey: is required"), ({"scenarioKey": ""}, "scenarioKey: must not be empty")],
)
def test_the_key_is_needed(raw: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as caught:
        InfobipGetOmniScenario.read_input(raw)

    assert str(caught.value) == problem
