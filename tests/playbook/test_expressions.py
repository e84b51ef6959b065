from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.playbook.expressions import (
    Expression,
    ExpressionError,
    expressions_in,
    parse_text,
    render,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.text("${} ab'\"`\\\n", max_size=12)
KNOWN = {"inputs": {"to": "U1", "count": 3, "none": None, "list": [1, 2]}, "steps": {}}


@given(JSON)
def test_a_lone_expression_keeps_value_and_type(value: Any) -> None:
    assert render("${{ inputs.x }}", {"inputs": {"x": value}}) == value
    assert render({"a": ["${{inputs.x}}"]}, {"inputs": {"x": value}}) == {"a": [value]}


@given(WORDS, JSON.filter(lambda value: value is not None), WORDS)
def test_among_words_the_value_is_written_out(before: str, value: Any, after: str) -> None:
    quiet = before.replace("${{", ""), after.replace("${{", "")
    if quiet[0].endswith("$") or not any(quiet):
        return
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    text = f"{quiet[0]}${{{{ inputs.x }}}}{quiet[1]}"
    assert render(text, {"inputs": {"x": value}}) == f"{quiet[0]}{written}{quiet[1]}"


@given(st.text())
def test_a_text_without_expressions_stays_as_it_is(text: str) -> None:
    if "${{" not in text:
        assert render(text, {}) == text


@pytest.mark.filterwarnings("ignore:deprecated string literal:PendingDeprecationWarning")
@given(WORDS)
def test_no_text_breaks_it(text: str) -> None:
    try:
        parse_text("${{" + text)
    except ExpressionError as error:
        assert str(error).startswith("${{")


@pytest.mark.parametrize(
    "text",
    ["Hi {name}", "{{ handlebars }}", "$5", "$ {{", "function(){}", "{'a': {}}", "$(date)"],
)
def test_other_braces_are_nobodys_business(text: str) -> None:
    assert render(text, KNOWN) == text
    assert list(expressions_in(text)) == []


def test_the_opening_can_be_written_itself() -> None:
    assert render("$${{ inputs.to }} ${{ inputs.to }}", KNOWN) == "${{ inputs.to }} U1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${{ {a: {b: inputs.count}} }}", {"a": {"b": 3}}),
        ("${{ '}}' }}", "}}"),
        ('${{ "inputs".to }}', "U1"),
        ('${{ `{"a": {"b": {}}}` }}', {"a": {"b": {}}}),
        ("${{ 'it\\'s' }}!", "it's!"),
        ("${{\n  inputs.to\n}}", "U1"),
        ("${{ length(inputs.list) }}${{ inputs.count }}", "23"),
        ("${{ inputs.none || 'nobody' }}", "nobody"),
    ],
)
def test_it_ends_where_jmespath_ends(text: str, value: Any) -> None:
    assert render(text, KNOWN) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("${{ inputs.to", "is not closed with }}"),
        ("${{ }}", "is not JMESPath: Invalid JMESPath expression: cannot be empty"),
        ("${{ inputs..to }}", "is not JMESPath"),
        (
            "Hi ${{ inputs.none }}",
            r"has no value .* give it another: \$\{\{ inputs.none \|\| '…' \}\}",
        ),
        ("${{ join(', ', inputs.list) }}", "invalid type"),
        ("${{ shout(inputs.to) }}", "unknown function shout"),
    ],
)
def test_what_cannot_be_is_said(text: str, why: str) -> None:
    with pytest.raises(ExpressionError, match=why) as caught:
        render(text, KNOWN)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("steps.push.json_body.sentMessages[0].id", ["steps.push.json_body.sentMessages"]),
        ("length(steps.a) > inputs.b && item || 'x'", ["steps.a", "inputs.b", "item"]),
        ("sum(steps.all[*].n)", ["steps.all"]),
        ("{a: inputs.b, c: [item.d]}", ["inputs.b", "item.d"]),
        ("inputs.a | b", ["inputs.a"]),
        ("sort_by(steps.x, &foo)", ["steps.x"]),
        ('`{"inputs": 1}`', []),
    ],
)
def test_it_knows_what_it_refers_to(text: str, names: list[str]) -> None:
    references = Expression(text).references()
    assert [".".join(found.names) for found in references if not found.inside] == names


def test_names_inside_a_filter_are_the_items_own() -> None:
    inside = [found.names for found in Expression("steps.a[?id == inputs.b]").references()]
    assert ("inputs", "b") in inside
