"""Cards in a playbook: values with expressions in them, checked as far as they are known."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from line_connector import Connector
from line_connector.playbook.reading import PlaybookError, parse_playbook
from line_connector.playbook.schema import playbook_schema
from playbook.conftest import Play
from support.sandboxed import USER, Line

PLAYBOOK = f"""
inputs:
  job: {{}}
  rows: {{type: array}}
  severity: {{default: info}}
steps:
- id: tell
  action: push_message
  with:
    to: {USER}
    messages:
    - type: card
      card: alert
      title: ${{{{ inputs.job }}}} failed
      severity: ${{{{ inputs.severity }}}}
      fields: {{Version: 1.10, Rows: "${{{{ length(inputs.rows) }}}}"}}
    - type: card
      card: report
      title: Rows
      table: {{rows: "${{{{ inputs.rows }}}}"}}
"""


def test_expressions_give_a_card_its_values(play: Play, line: Line) -> None:
    play(PLAYBOOK, job="Export", rows=[["a", 1], ["b", 2]], severity="error")

    alert, report = line.received()[0]["messages"]
    assert alert["altText"] == "Error: Export failed · Version: 1.10 · Rows: 2"
    assert report["altText"] == "Rows · a 1 · b 2"


@pytest.mark.parametrize(
    ("line_of_card", "problem"),
    [
        ("card: alarm", "messages[0].card: must be one of alert, order, receipt, approval, report"),
        ("title: ''", "messages[0].title: must not be empty"),
        ("titel: ${{ inputs.a }}", "messages[0].titel: unknown property; did you mean 'title'?"),
        ("severity: bad", "messages[0].severity: must be one of"),
        ("title: ${{ inputs.b }}", "there is no input b"),
    ],
)
def test_a_wrong_card_is_found_before_the_first_step(
    connector: Connector, line_of_card: str, problem: str
) -> None:
    card = {"type": "card", "card": "alert", "title": "x"}
    name, _, value = line_of_card.partition(": ")
    card[name] = value.strip("'")
    step = {"id": "tell", "action": "push_message", "with": {"to": USER, "messages": [card]}}
    file = parse_playbook(json.dumps({"inputs": {"a": {}}, "steps": [step]}), "test.yaml")

    with pytest.raises(PlaybookError) as found:
        file.check(connector.manifest)
    assert problem in str(found.value)


def test_the_schema_of_playbooks_knows_cards(connector: Connector) -> None:
    validator: Any = jsonschema.Draft202012Validator(playbook_schema(connector.manifest))

    def is_valid(**values: object) -> bool:
        message = {"type": "card", "card": "alert", **values}
        step = {"id": "tell", "action": "push_message", "with": {"to": USER, "messages": [message]}}
        found: bool = validator.is_valid({"steps": [step]})
        return found

    assert is_valid(title="x", fields={"Used": 91, "Host": "${{ inputs.host }}"})
    assert is_valid(title="${{ inputs.title }}", severity="${{ inputs.severity }}")
    assert not is_valid(title="x", severity="bad")
    assert not is_valid(title="x", titel="y")
    assert not is_valid()
