from __future__ import annotations

import pytest

from platforms.airflow.conftest import RunDag
from support.sandboxed import PUSH, Line


def test_all_items_up_to_a_bound_are_one_answer(
    run_dag: RunDag, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    ran = run_dag("friends")

    assert len(ran.returned("at_most_1000")["json_body"]["userIds"]) == 5
    assert len(ran.returned("at_most_3")["json_body"]["userIds"]) == 3
    assert "the list has more than 3 items: raise max_items" in caplog.text


def test_a_playbook_loops_over_them(run_dag: RunDag, line: Line) -> None:
    assert run_dag("to_friends").state == "success"
    assert len(line.requests(PUSH)) == 5
