"""`line-connector playbook` as a person runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Ended, Run
from support.sandboxed import PUSH, USER, Line

ROOT = Path(__file__).parents[2]
ORDER = str(ROOT / "examples" / "playbooks" / "order_shipped.yaml")
INPUTS = ("--set", "order=1024", "--set", f"to={USER}", "--set", "phone=66900000001")
PUSHES = f"""
inputs: {{count: {{type: integer, default: 3}}}}
steps:
  - id: push
    action: push_message
    for_each: [a, b, c]
    with: {{to: {USER}, messages: [{{type: text, text: "${{{{ item }}}}"}}]}}
outputs: {{count: "${{{{ length(steps.push) }}}}"}}
"""


@pytest.fixture
def playbook(command: Run, line: Line, tmp_path: Path) -> Run:
    (tmp_path / "pushes.yaml").write_text(PUSHES)

    def playbook(*arguments: str) -> Ended:
        state = str(tmp_path / "state")
        return command("playbook", *arguments, env={**line.env, "LINE_CONNECTOR_STATE": state})

    return playbook


def run_id(ended: Ended) -> str:
    return ended.err.splitlines()[0].split()[-1]


def test_outputs_go_to_stdout_and_words_to_stderr(playbook: Run, line: Line) -> None:
    ended = playbook("run", ORDER, *INPUTS)

    assert ended.status == 0
    assert json.loads(ended.out) == {"pushed": True, "sms": None}
    assert ended.err.splitlines()[0].startswith("order_shipped  run 2")
    assert [row.split()[:2] for row in ended.err.splitlines()[1:]] == [
        ["✓", "quota"],
        ["✓", "used"],
        ["✓", "push"],
        ["·", "sms"],
    ]
    assert len(line.received()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_the_name_of_a_file_need_not_be_utf_8(playbook: Run, line: Line, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"p\xff.yaml")
    file.write_text(PUSHES)
    ended = playbook("run", str(file))

    assert ended.status == 0, ended.err
    assert ended.err.startswith("p?  run 2")
    assert len(line.received()) == 3
    assert "p?" in playbook("show", run_id(ended)).out


def test_events_are_lines_of_json(playbook: Run) -> None:
    ended = playbook("run", ORDER, *INPUTS, "--json")

    events = [json.loads(row) for row in ended.out.splitlines()]
    assert [event["event"] for event in events][:3] == ["run_started", "step_started", "call_ended"]
    assert events[-1]["outputs"] == {"pushed": True, "sms": None}
    assert len({event["run"] for event in events}) == 1
    assert ended.err == ""


def test_a_sandbox_of_its_own(command: Run) -> None:
    ended = command("playbook", "run", ORDER, *INPUTS, "--sandbox")
    assert (ended.status, json.loads(ended.out)["pushed"]) == (0, True)


def test_a_dry_run_sends_nothing(playbook: Run, line: Line) -> None:
    ended = playbook("run", ORDER, *INPUTS, "--dry-run")

    steps = {step["step"]: step for step in json.loads(ended.out)}
    assert steps["push"]["request"]["body"]["to"] == USER
    assert steps["push"]["request"]["headers"]["Authorization"] == "***"
    assert steps["push"]["if"].startswith("${{ steps.quota")
    assert line.requests() == []
    assert playbook("runs").out == ""


def test_a_dry_run_and_a_run_tell_what_line_may_refuse(
    playbook: Run, tmp_path: Path, line: Line
) -> None:
    odd = tmp_path / "odd.yaml"
    place = "{type: location, title: a, address: a, latitude: 91, longitude: 0}"
    call = f"{{id: push, action: push_message, with: {{to: {USER}, messages: [{place}]}}}}"
    odd.write_text(f"steps: [{call}]")
    warning = "messages[0].latitude: may be refused outside -90 to 90"

    [step] = json.loads(playbook("run", str(odd), "--dry-run").out)
    ran = playbook("run", str(odd))

    assert step["warnings"] == [warning]
    assert (ran.status, ran.err.splitlines()[1]) == (0, f"    warning: {warning}")
    assert len(line.received()) == 1


def test_check_finds_faults_and_sends_nothing(playbook: Run, tmp_path: Path, line: Line) -> None:
    good = playbook("check", ORDER)
    bad = tmp_path / "bad.yaml"
    bad.write_text(PUSHES.replace('text: "', 'txt: "'))
    found = playbook("check", str(bad))

    assert (good.status, good.err) == (0, f"{ORDER}: 4 steps: valid\n")
    assert found.status == 2
    assert f"error: {bad}, line 7, column 62: steps[0].with.messages[0].text: is req" in found.err
    assert line.requests() == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("run",), "give a FILE to run, or --resume RUN to resume a run"),
        (("run", ORDER, "--resume", "x"), "give a FILE to run, or --resume RUN"),
        (("run", ORDER, "--sent", "x"), "--sent, --again and --same-account are about a run"),
        (("run", "--resume", "x", "--sandbox"), "a resumed run keeps its inputs"),
        (("run", "--resume", "x"), "there is no run x"),
        (("run", "nowhere.yaml"), "nowhere.yaml: No such file or directory"),
        (("run", ORDER), "inputs.order: is required: --set order=…"),
        (("run", ORDER, *INPUTS, "--set", "too=1"), "inputs.too: there is no such input"),
        (("run", ORDER, *INPUTS, "--set", "order=x"), "inputs.order: must match ^[0-9]+$"),
        (("run", ORDER, "--set", "order"), "--set order: must be PATH=VALUE"),
        (("show", "x"), "there is no run x"),
        (("forget", "x"), "there is no run x"),
        (("graph", "nowhere.yaml"), "nowhere.yaml: No such file or directory"),
    ],
)
def test_bad_usage_gets_a_line(
    playbook: Run, line: Line, arguments: tuple[str, ...], why: str
) -> None:
    ended = playbook(*arguments)
    assert ended.status == 2
    assert why in ended.err
    assert line.requests() == []


def test_a_lost_answer_ends_with_4_and_the_way_on(
    playbook: Run, line: Line, tmp_path: Path
) -> None:
    line.fault(PUSH, drop="after", times=4, skip=1)
    first = playbook("run", str(tmp_path / "pushes.yaml"))
    run = run_id(first)
    assert first.status == 4
    assert f"step push[1]: POST {PUSH}: outcome unknown" in first.err
    assert first.err.rstrip().endswith(f"line-connector playbook run --resume {run}")

    listed = playbook("runs")
    second = playbook("run", "--resume", run)

    assert listed.out.split()[:2] == [run, "unknown"]
    assert (second.status, json.loads(second.out)) == (0, {"count": 3})
    assert [entry["messages"][0]["text"] for entry in line.received()] == ["a", "b", "c"]


def test_what_is_known_of_a_run_can_be_seen_and_forgotten(playbook: Run, tmp_path: Path) -> None:
    run = run_id(playbook("run", str(tmp_path / "pushes.yaml")))

    shown = json.loads(playbook("show", run).out)
    assert (shown["status"], shown["playbook"], shown["inputs"]) == ("done", "pushes", {"count": 3})
    assert [call["status"] for call in shown["steps"][0]["calls"]] == ["done"] * 3
    assert shown["outputs"] == {"count": 3}
    assert json.loads(playbook("runs", "--json").out)[0]["run"] == run

    assert playbook("forget", run).status == 0
    assert playbook("runs").out == ""


def test_kill_9_and_resume(playbook: Run, line: Line, tmp_path: Path) -> None:
    line.fault(PUSH, delayAfter=3, skip=1)
    state = str(tmp_path / "state")
    process = subprocess.Popen(
        [sys.executable, "-m", "line_connector", "playbook", "run", str(tmp_path / "pushes.yaml")],
        env={**os.environ, **line.env, "LINE_CONNECTOR_STATE": state},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while len(line.received()) < 2:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()

    (row,) = playbook("runs").out.splitlines()
    ended = playbook("run", "--resume", row.split()[0])

    assert row.split()[1] == "interrupted"
    assert ended.status == 0
    assert [entry["messages"][0]["text"] for entry in line.received()] == ["a", "b", "c"]


def test_the_graph_is_a_flow_chart(playbook: Run) -> None:
    incident = ROOT / "examples" / "playbooks" / "incident_alert.yaml"
    lines = [row.strip() for row in playbook("graph", str(incident)).out.splitlines()]

    assert lines[0] == "flowchart TD"
    assert "step_alert --> done" in lines
    assert 'step_alert -. "on error" .-> step_tell_on_call' in lines
    assert "step_tell_on_call --> done" in lines


def test_the_schema_is_the_published_one(playbook: Run) -> None:
    published = ROOT / "docs" / "playbook.schema.json"
    assert json.loads(playbook("schema").out) == json.loads(published.read_text(encoding="utf-8"))


def test_names_of_recipients_are_resolved_and_checked(
    command: Run, line: Line, tmp_path: Path
) -> None:
    config, playbook = tmp_path / "config.yaml", tmp_path / "tell.yaml"
    config.write_text(f"recipients: {{ops: {USER}}}\n")
    env = {**line.env, "LINE_CONNECTOR_CONFIG": str(config)}
    playbook.write_text(
        "inputs: {who: {type: string, default: ops}}\nsteps:\n"
        "  - {id: one, action: push_message, with: {to: ops, messages: [{type: text, text: Hi}]}}\n"
        "  - id: two\n    action: multicast\n"
        "    with: {to: [ops, '${{ inputs.who }}'], messages: [{type: text, text: Hi}]}\n"
    )
    assert command("playbook", "check", str(playbook), env=env).status == 0
    ended = command("playbook", "run", str(playbook), "--state", "none", env=env)
    assert ended.status == 0, ended.err
    assert len(line.received()) == 2
    playbook.write_text(playbook.read_text().replace("to: ops", "to: opps"))
    checked = command("playbook", "check", str(playbook), env=env)
    assert checked.status == 2
    assert "steps[0].with.to: unknown recipient 'opps'; did you mean ops?" in checked.err
