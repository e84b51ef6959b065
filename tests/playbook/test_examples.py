"""Every playbook in `examples/playbooks`, run on the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import read_playbook
from line_connector.playbook.running import start_run
from support.sandboxed import PUSH, USER, Line

FOLDER = Path(__file__).parents[2] / "examples" / "playbooks"
FILES = sorted(FOLDER.glob("*.yaml"))
GROUP = f"C{1:032x}"
PHONE = "66900000009"
ORDER = {"order": "1024", "to": USER, "phone": PHONE}
INCIDENT = {"id": "INC-7", "title": "Disk full", "severity": "high", "group": GROUP}


@pytest.fixture
def run(connector: Connector, journal: Journal) -> Any:
    def run(name: str, **inputs: Any) -> dict[str, Any]:
        file = read_playbook(FOLDER / f"{name}.yaml")
        file.check(connector.manifest)
        return start_run(file, inputs, connector, journal)

    return run


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_what_it_is_for_and_how_to_run_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert f"line-connector playbook run examples/playbooks/{file.name}" in text
    assert read_playbook(file).playbook.description


def test_an_order_goes_out_on_line(run: Any, line: Line) -> None:
    assert run("order_shipped", **ORDER) == {"pushed": True, "sms": None}
    assert line.received()[0]["messages"][0]["altText"] == "Order 1024 has shipped"
    assert line.received(PHONE) == []


@pytest.mark.parametrize("refused", [True, False], ids=["push refused", "month used up"])
def test_else_an_order_goes_out_by_sms(run: Any, line: Line, refused: bool) -> None:
    if refused:
        line.fault(PUSH, answer={"status": 400, "json": {"message": "Failed to send messages"}})
    else:
        line.control("settings", {"quota": 0})

    outputs = run("order_shipped", **ORDER)
    line.control("clock", {"advance": 60})

    assert outputs == {"pushed": False if refused else None, "sms": "PENDING"}
    assert line.received(PHONE)[0]["via"] == "SMS"
    assert line.received() == []


def test_an_incident_is_a_card_to_acknowledge(run: Any, line: Line) -> None:
    outputs = run("incident_alert", **INCIDENT)

    card = line.received(GROUP)[0]["messages"][0]
    assert card["altText"] == "INC-7: Disk full"
    assert card["contents"]["footer"]["contents"][0]["action"]["data"] == "acknowledge=INC-7"
    assert outputs["told"] == GROUP


def test_whoever_is_on_call_hears_of_it_where_the_group_cannot(run: Any, line: Line) -> None:
    outputs = run("incident_alert", **{**INCIDENT, "group": "C" + "f" * 32}, on_call=USER)

    assert outputs["told"] == USER
    words = line.received()[0]["messages"][0]["text"]
    assert words.startswith("INC-7: Disk full\nThe group could not be told: 400 Bad Request")


def test_a_narrowcast_is_waited_for(run: Any, line: Line) -> None:
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0})

    assert run("narrowcast_and_wait", text="20 % off", most=3) == {"sent": 3, "failed": 0}


def test_a_narrowcast_to_an_audience(run: Any, line: Line) -> None:
    members = [f"U{number:032x}" for number in range(1, 4)]
    line.control("settings", {"narrowcastWaiting": 0, "narrowcastSending": 0})
    audience = line.control("audiences", {"userIds": members})["audienceGroupId"]

    outputs = run("narrowcast_and_wait", text="20 % off", most=100, audience=audience)
    assert outputs == {"sent": 3, "failed": 0}


def test_the_owners_hear_of_the_months_usage(run: Any, line: Line) -> None:
    nobody = "U" + "f" * 32
    outputs = run("monthly_usage", date="20260101", owners=[USER, nobody], warn_at=0)

    assert (outputs["used"], outputs["told"], len(outputs["failed"])) == (0, 1, 1)
    words = line.received()[0]["messages"][0]["text"]
    assert words == "⚠ Messages this month: 0 of 30000\nOn 20260101: 0 pushes, 0 replies"
