"""An expression that fails on its values: a step's error, with its place, that loses no run."""

from __future__ import annotations

import textwrap
import time
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.playbook.calls import StepError
from line_connector.playbook.events import Event
from line_connector.playbook.expressions import ExpressionError, parse_text, render
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import PlaybookError, parse_playbook
from line_connector.playbook.running import resume_run, start_run
from playbook.conftest import Play
from support.sandboxed import PUSH, USER, Line

MESSAGES = "[{type: text, text: Hi}]"
FIRST = f"{{id: first, action: push_message, with: {{to: {USER}, messages: {MESSAGES}}}}}"
AFTER = """
    inputs: {{o: {{type: object}}}}
    steps:
      - {first}
      - {{id: fails, action: get_message_quota, on_error: {on_error}, {field}}}
      - {{id: after, action: get_message_quota}}
      - {{id: branch, action: get_message_quota_consumption}}
    outputs:
      message: ${{{{ steps.fails{each}.error.message }}}}
      after: ${{{{ steps.after.status_code }}}}
      branch: ${{{{ steps.branch.status_code }}}}
    """
FIELDS = {
    "if": 'if: "${{ inputs.o.n > `3` }}"',
    "for_each": 'for_each: "${{ inputs.o.n }}"',
    "with": 'with: {a: "${{ abs(inputs.o.n) }}"}',
}
TEXT = {"n": "5"}


def playbook(field: str, on_error: str) -> str:
    each = "[]" if field == "for_each" else ""
    text = AFTER.format(first=FIRST, on_error=on_error, field=FIELDS[field], each=each)
    return text.replace("with: {a: ", "if: true, with: {a: ")


def start(text: str, connector: Connector, journal: Journal, **inputs: Any) -> dict[str, Any]:
    """Run a playbook without checking it, as one that was checked by an earlier version."""
    return start_run(parse_playbook(textwrap.dedent(text), "p.yaml"), inputs, connector, journal)


@pytest.mark.parametrize("field", FIELDS)
def test_it_fails_its_step_and_says_where(
    connector: Connector, journal: Journal, line: Line, field: str
) -> None:
    with pytest.raises(StepError, match=rf"^step fails: p.yaml, line 5, .* steps\[1\]\.{field}"):
        start(playbook(field, "fail"), connector, journal, o=TEXT)
    (run,) = journal.runs()
    assert run.status == "failed"

    with pytest.raises(StepError, match=rf"^step fails: run {run.id}, line 5, "):
        resume_run(run.id, connector, journal)
    assert len(line.requests(PUSH)) == 1


@pytest.mark.parametrize("field", FIELDS)
def test_the_run_goes_on_after_it(connector: Connector, journal: Journal, field: str) -> None:
    outputs = start(playbook(field, "continue"), connector, journal, o=TEXT)

    message = outputs.pop("message")
    assert "p.yaml, line 5, column" in (message[0] if field == "for_each" else message)
    assert outputs == {"after": 200, "branch": 200}


@pytest.mark.parametrize("field", FIELDS)
def test_it_leads_to_a_later_step(
    connector: Connector, journal: Journal, line: Line, field: str
) -> None:
    line.fault("/v2/bot/message/quota/consumption", answer={"status": 403})
    with pytest.raises(StepError, match="step branch: 403"):
        start(playbook(field, "branch"), connector, journal, o=TEXT)

    outputs = resume_run(journal.runs()[0].id, connector, journal)

    assert (outputs["after"], outputs["branch"]) == (None, 200)
    assert outputs["message"]


def test_a_text_compared_with_a_number_is_told_the_way_out(
    connector: Connector, journal: Journal
) -> None:
    with pytest.raises(StepError, match=r"compares a string with a number; .* `type: integer`"):
        start(playbook("if", "fail"), connector, journal, o=TEXT)


def test_outputs_that_fail_lose_no_run(
    connector: Connector, journal: Journal, line: Line, events: list[Event]
) -> None:
    text = f"""
        inputs: {{o: {{type: object}}}}
        steps:
          - {FIRST}
        outputs:
          good: 1
          bad: ${{{{ abs(inputs.o.n) }}}}
        """
    with pytest.raises(ExpressionError, match=r"line 7, .* outputs.bad: .*Every step was taken"):
        start(text, connector, journal, o=TEXT)
    (run,) = journal.runs()
    assert run.status == "failed"
    assert [call.status for call in journal.calls(run.id)] == ["done"]

    with pytest.raises(ExpressionError, match="Every step was taken"):
        resume_run(run.id, connector, journal)
    assert len(line.requests(PUSH)) == 1


@pytest.mark.parametrize(
    ("inputs", "expression", "fault"),
    [
        ("n: {}", "inputs.n > `3`", "> cannot compare a string with a number; give input n `type:"),
        ("n: {}", "inputs.n == `3`", "== between a string and a number is never true; give input"),
        ("n: {}", "inputs.n != `3`", "!= between a string and a number is always true"),
        ("n: {type: boolean}", "inputs.n >= `1`", ">= cannot compare a boolean with a number"),
        ("n: {type: integer}", "starts_with(inputs.n, '1')", "starts_with() takes a string, not a"),
        ("n: {type: integer}", "length(inputs.n)", "length() takes a string or array or object"),
        ("n: {type: integer}", "join(',', inputs.n)", "join() takes an array, not a number"),
        ("n: {type: array}", "abs(inputs.n)", "abs() takes a number, not an array"),
        ("n: {type: array}", "{a: [inputs.n < 'b']}", "< cannot compare an array with a string"),
        ("n: {type: array}", "inputs.n || abs('1')", "abs() takes a number, not a string"),
        ("n: {type: array}", "sort_by(inputs.n, &abs('1'))", "abs() takes a number, not a string"),
        ("n: {}", "steps.one.status_code == '200'", "== between a number and a string is never"),
        ("n: {}", "to_string(inputs.n) > length('a')", "> cannot compare a string with a number"),
        ("n: {}", "reverse(`5`)", "reverse() takes an array or string, not a number"),
    ],
)
def test_it_is_found_before_the_run_where_types_are_known(
    inputs: str, expression: str, fault: str
) -> None:
    text = f"""
        inputs: {{{inputs}}}
        steps: [{{id: one, action: get_message_quota}}]
        outputs:
          x: "${{{{ {expression} }}}}"
        """
    file = parse_playbook(textwrap.dedent(text), "p.yaml")
    with pytest.raises(PlaybookError) as caught:
        file.check(Connector({}).manifest)
    (found,) = str(caught.value).splitlines()
    assert found.startswith("p.yaml, line 5, column 3: outputs.x: ${{ ")
    assert fault in found


@pytest.mark.parametrize(
    "expression",
    [
        "inputs.n > 'a'",
        "to_number(inputs.n) > `3`",
        "inputs.n || `3`",
        "inputs.l[0] > `3`",
        "inputs.l[?@ > `3`]",
        "inputs.o.x == 'a' || inputs.o.x == `3`",
        "steps.one.json_body.value > `3`",
        "steps.one.error == `null`",
        "inputs.l | [0] > `3`",
        "(inputs.n && `3`) > `2`",
        "length(inputs.n) > `3`",
        "max(inputs.l) > `3`",
        "contains(inputs.l, `3`)",
        "sort_by(inputs.l, &n)[0]",
        "inputs.l[].n == 'x'",
    ],
)
def test_what_may_be_right_is_no_fault(expression: str) -> None:
    text = f"""
        inputs: {{n: {{}}, l: {{type: array}}, o: {{type: object}}}}
        steps: [{{id: one, action: get_message_quota}}]
        outputs: {{x: "${{{{ {expression} }}}}"}}
        """
    parse_playbook(textwrap.dedent(text), "p.yaml").check(Connector({}).manifest)


@pytest.mark.parametrize(
    ("loop", "fault"), [("[a, b]", True), ("[1, a]", False), ("'${{ inputs.l }}'", True)]
)
def test_items_have_types_too(loop: str, fault: bool) -> None:
    text = f"""
        inputs: {{l: {{type: array, items: {{type: string}}}}}}
        steps:
          - id: one
            action: get_message_quota
            for_each: {loop}
            with: {{a: "${{{{ item > `3` }}}}"}}
        """
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(textwrap.dedent(text), "p.yaml").check(Connector({}).manifest)
    assert ("> cannot compare a string with a number" in str(caught.value)) == fault


DEEP: Any = "x"
for _ in range(400):
    DEEP = [DEEP]
DOUBLING = " | ".join(["[@, @]"] * 60)
LONG = " | ".join(["join('', [@, @])"] * 60)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (f"inputs.x | {DOUBLING}", "takes more than 1000000 steps"),
        (f"inputs.x | {DOUBLING} | to_string(@)", "takes more than 1000000 steps"),
        (f"inputs.x | {{a: @, b: @}} | {DOUBLING} | [0]", "takes more than 1000000 steps"),
        (f"inputs.x | {LONG}", "makes (a text of )?more than 100000000 characters"),
        ("inputs.l | " + " | ".join(["[@, @][]"] * 40), "takes more than"),
        ("inputs.deep", "makes a value of more than 250 levels"),
        ("avg(inputs.o)", "invalid type"),
        ("inputs.l[::0]", "cannot be evaluated: slice step cannot be zero"),
        ("abs(" * 2000 + ")" * 2000, "is nested too deep"),
        ("inputs.x" + " || inputs.x" * 500, "is nested too deep"),
        ("`" + "[" * 3000 + "]" * 3000 + "`", "is nested too deep"),
        ("inputs.x == 'a' " + " " * 9_000, None),
        ("inputs.x == '" + "a" * 20_000 + "'", "longer than 10000 characters"),
        ("inputs.l[" + "1" * 5000 + "]", "too long"),
    ],
)
def test_an_expression_is_evaluated_in_bounded_time(expression: str, why: str | None) -> None:
    known = {"inputs": {"x": "a", "l": list(range(50)), "deep": DEEP, "o": {}}}
    started = time.monotonic()
    if why is None:
        render(f"${{{{ {expression} }}}}", known)
    else:
        with pytest.raises(ExpressionError, match=why) as caught:
            render(f"${{{{ {expression} }}}}", known)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 1000
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "text",
    [
        "${{ " * 200_000,
        "${{ '" + r"\'" * 500_000,
        '${{ "' + r"\"" * 500_000,
        "${{ `" + "\\`" * 500_000,
        "${{ " + "{" * 1_000_000,
        "${{ " + "a" * 10_000_000 + " }}",
        "${{ " + " " * 10_000_000 + " }}",
        "${{ a }}" * 100_000,
        "$${{ " * 200_000 + "${{",
        "${{ " + "(" * 5_000 + " }}",
    ],
)
def test_a_text_is_read_in_bounded_time(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(ExpressionError) as caught:
        parse_text(text)
    assert time.monotonic() - started < 30
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("pattern", "text", "why"),
    [
        ("(.*)(.*)(.*)(.*)(.*)(.*)[^a]", "a" * 3000, "takes more than 1 s to match; simplify"),
        ("^(a+)+$", "a" * 60 + "!", "must match"),
        (r"^[0-9]+$", "x", r"must match \^\[0-9\]\+\$"),
    ],
)
def test_a_pattern_is_matched_in_bounded_time(
    play: Play, line: Line, pattern: str, text: str, why: str
) -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match=f"inputs.x: {why}"):
        play(
            f"""
            inputs: {{x: {{pattern: '{pattern}'}}}}
            steps: [{{id: one, action: get_message_quota}}]
            """,
            x=text,
        )
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("((a{1000}){1000}){1000}", "its counts must come to at most 100000 repetitions"),
        ("a" * 1001, "must be at most 1000 characters"),
        ("(", "is not a 'regex'"),
    ],
)
def test_a_pattern_that_would_take_much_memory_is_refused(pattern: str, why: str) -> None:
    text = f"inputs: {{x: {{pattern: '{pattern}'}}}}\nsteps: [{{id: a, action: get_message_quota}}]"
    with pytest.raises(PlaybookError, match=why):
        parse_playbook(text, "p.yaml").check(Connector({}).manifest)


def test_many_steps_are_refused_and_as_many_as_may_be_are_checked() -> None:
    def steps(count: int) -> str:
        return "steps:\n" + "".join(
            f"- {{id: s{n}, action: get_message_quota, on_error: s{n + 1}}}\n" for n in range(count)
        )

    with pytest.raises(PlaybookError, match="steps: must have at most 1000 items"):
        parse_playbook(steps(20_000), "p.yaml")
    with pytest.raises(PlaybookError, match="no step is called s1000"):
        parse_playbook(steps(1000), "p.yaml").check(Connector({}).manifest)


@pytest.mark.parametrize("value", [None, {1, 2}, float("nan")])
def test_only_what_can_be_written_down_is_taken(play: Play, line: Line, value: Any) -> None:
    if value is None:
        value = []
        for _ in range(200_000):
            value = [value]
    with pytest.raises(InputError, match=r"inputs\.x: (is nested too deep|must be a JSON value)"):
        play("{inputs: {x: {type: array}}, steps: [{id: a, action: get_message_quota}]}", x=value)
    assert line.requests() == []


def test_places_are_told_in_json_with_escaped_emoji() -> None:
    text = """\
        {"inputs": {"n": {"description": "\\ud83d\\ude00 \\ud83d\\ude00"}},
        "steps": [{"id": "a", "action": "get_message_quota", "with": {"\\ud83d\\ude00": 1}},
        {"id": "\\ud83d\\ude00", "action": "get_message_quota", "if": "${{ inputs.n > `3` }}"}]}"""
    with pytest.raises(PlaybookError, match=r"^p\.json, line 3, column 2: "):
        parse_playbook(textwrap.dedent(text), "p.json")
    good = textwrap.dedent(text).replace('"id": "\\ud83d\\ude00"', '"id": "b"')
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(good, "p.json").check(Connector({}).manifest)
    assert "p.json, line 3, column 44: steps[1].if: ${{ inputs.n >" in str(caught.value)


def test_unquoted_scalars_are_read_alike_in_each_life_of_a_run(
    connector: Connector, journal: Journal, line: Line
) -> None:
    line.fault(PUSH, drop="before", times=3)
    text = f"""
        inputs: {{n: {{default: 1.10}}, flag: {{type: boolean, default: yes}}}}
        steps:
          - id: push
            action: push_message
            with:
              to: {USER}
              notificationDisabled: no
              messages: [{{type: text, text: 1.10}}, {{type: text, text: No}}]
        outputs: {{flag: "${{{{ inputs.flag }}}}"}}
        """
    with pytest.raises(UnknownOutcomeError):
        start(text, connector, journal)

    assert resume_run(journal.runs()[0].id, connector, journal) == {"flag": True}
    assert [message["text"] for message in line.received()[0]["messages"]] == ["1.10", "No"]
