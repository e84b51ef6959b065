from __future__ import annotations

import pytest

from line_actions.infobip.infobip_list_omni_scenarios import InfobipListOmniScenarios
from line_connector.errors import InputError
from support.stubbed import Infobip

PATH = "/omni/1/scenarios"


def test_scenarios_are_listed_page_by_page(infobip: Infobip) -> None:
    infobip.answers("GET", PATH, {"scenarios": [{"key": "CC9F", "default": True}]})

    output = infobip.run(InfobipListOmniScenarios, {"isDefault": True, "limit": 10, "page": 0})

    assert infobip.calls[0].query == {"isDefault": ["true"], "limit": ["10"], "page": ["0"]}
    assert [scenario.key for scenario in output.body.scenarios] == ["CC9F"]


def test_a_lost_answer_is_asked_for_again(infobip: Infobip) -> None:
    infobip.loses_the_answer("GET", PATH)
    infobip.answers("GET", PATH, {"scenarios": []})

    assert infobip.run(InfobipListOmniScenarios, {}).body.scenarios == []


@pytest.mark.parametrize("name", ["limit", "page"])
def test_numbers_start_at_0(name: str) -> None:
    with pytest.raises(InputError, match=f"^{name}: must be at least 0"):
        InfobipListOmniScenarios.read_input({name: -1})
