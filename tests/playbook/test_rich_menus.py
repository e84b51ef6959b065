"""A step that makes the account's rich menus as the playbook describes them."""

from __future__ import annotations

import pytest

from playbook.conftest import Play
from support.sandboxed import Line

pytest.importorskip("PIL")

MENUS = """
    inputs: {label: {default: Menu}}
    steps:
      - id: menus
        action: apply_rich_menus
        with:
          menus:
            main:
              size: compact
              chat_bar_text: "${{ inputs.label }}"
              draw: {background: "#06C755"}
              areas:
                grid: [2, 1]
                cells:
                  - {at: [1, 1], action: {type: message, label: Shop, text: Shop}}
                  - {at: [2, 1], action: {type: message, label: Help, text: Help}}
          default: main
    outputs: {changes: "${{ steps.menus.json_body.changes }}"}
    """


def test_menus_are_made_once_and_changed_when_their_description_is(play: Play, line: Line) -> None:
    assert play(MENUS) == {"changes": ["+ menu main: create", "~ default: main"]}
    assert play(MENUS) == {"changes": []}

    changed = play(MENUS, label="More")["changes"]

    assert "~ default: main" in changed
    shown = line.get("displayed-rich-menu", userId=f"U{1:032x}")["richMenu"]
    assert shown["chatBarText"] == "More"
