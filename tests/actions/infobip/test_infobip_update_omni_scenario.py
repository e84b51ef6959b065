from __future__ import annotations

from line_actions.infobip.infobip_update_omni_scenario import InfobipUpdateOmniScenario
from support.stubbed import Infobip

PATH = "/omni/1/scenarios/CC9F"
SCENARIO = {"name": "LINE alone", "flow": [{"channel": "LINE", "from": "ACME-OA"}]}


def test_the_key_goes_to_the_path_and_the_rest_to_the_body(infobip: Infobip) -> None:
    infobip.answers("PUT", PATH, {**SCENARIO, "key": "CC9F"})

    output = infobip.run(InfobipUpdateOmniScenario, {"scenarioKey": "CC9F", **SCENARIO})

    assert infobip.calls == [(PATH, {}, SCENARIO)]
    assert output.body.key == "CC9F"


def test_replacing_twice_is_as_good_as_once(infobip: Infobip) -> None:
    infobip.loses_the_answer("PUT", PATH)
    infobip.answers("PUT", PATH, {"key": "CC9F"})

    infobip.run(InfobipUpdateOmniScenario, {"scenarioKey": "CC9F", **SCENARIO})

    assert len(infobip.calls) == 2
