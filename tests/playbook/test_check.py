"""Everything that is wrong with a playbook is said at once, with its place, before it runs."""

from __future__ import annotations

import textwrap

import pytest

from line_connector import load_manifest
from line_connector.errors import InputError
from line_connector.playbook.reading import PlaybookError, parse_playbook

MANIFEST = load_manifest()
PUSH = "{id: push, action: push_message, with: {to: '${{ inputs.to }}', messages: []}}"


def faults(text: str) -> list[str]:
    try:
        parse_playbook(textwrap.dedent(text), "p.yaml").check(MANIFEST)
    except PlaybookError as error:
        return str(error).splitlines()
    return []


def step(text: str, inputs: str = "{to: {}, list: {type: array}}") -> list[str]:
    """Return what is wrong with the second of three steps, without file and path."""
    playbook = f"inputs: {inputs}\nsteps:\n- {{id: first, action: get_message_quota}}\n"
    playbook += textwrap.indent(textwrap.dedent(text).strip(), "  ").replace("  ", "- ", 1)
    playbook += "\n- {id: last, action: get_message_quota, with: {}}\n"
    return [line.split(": ", 1)[1].removeprefix("steps[1].") for line in faults(playbook)]


def test_a_fault_has_file_line_and_column() -> None:
    found = faults(
        """\
        inputs:
          to: {}
        steps:
          - id: push
            action: push_message
            with:
              to: ${{ inputs.to }}
              messages:
                - type: text
                  txt: Hi
        """
    )
    assert found == [
        "p.yaml, line 9, column 11: steps[0].with.messages[0].text: is required",
        (
            "p.yaml, line 10, column 11: steps[0].with.messages[0].txt: unknown property; "
            "did you mean 'text'?"
        ),
    ]


def test_no_step_takes_a_secret_which_a_journal_would_keep() -> None:
    found = faults(
        """\
        inputs:
          secret: {}
        steps:
          - id: issue
            action: issue_channel_token
            with: {client_id: "1", client_secret: "${{ inputs.secret }}"}
        """
    )
    assert found == [
        (
            "p.yaml, line 5, column 5: steps[0].action: issue_channel_token takes a secret, which "
            "a run would write down; run it by itself"
        )
    ]


def test_all_faults_are_told_in_the_order_of_the_file() -> None:
    found = faults(
        """\
        inputs:
          age: {type: integer, default: old}
        steps:
          - {id: a, action: push_mesage}
          - {id: a, action: get_message_quota, on_error: nowhere}
        outputs: {x: "${{ steps.b }}"}
        """
    )
    assert [line.split(": ", 1)[1] for line in found] == [
        "inputs.age.default: must be of type integer",
        "steps[0].action: unknown action 'push_mesage'; did you mean push_message?",
        "steps[1].id: another step is called a too",
        "steps[1].on_error: no step is called nowhere; there are: fail, continue, a",
        "outputs.x: ${{ steps.b }}: no step is called b; there are: a, a",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{id: x-1, action: get_message_quota}", "id: must be letters, digits and underscores, no"),
        ("{id: fail, action: get_message_quota}", "id: fail has a meaning in on_error"),
        ("{id: x, action: get_message_quota, foreach: []}", "did you mean 'for_each'?"),
        ("{id: x, action: get_message_quota, if: inputs.to}", "if: must be one expression: ${{"),
        (
            "{id: x, action: get_message_quota, if: 'a ${{ inputs.to }}'}",
            "if: must be one expression",
        ),
        ("{id: x, action: get_message_quota, on_error: x}", "x is no later step: a playbook goes"),
        ("{id: x, action: get_message_quota, on_error: first}", "first is no later step"),
        ("{id: x, action: get_message_quota, max_parallel: 2}", "is about for_each, which is not"),
        ("{id: x, action: get_message_quota, wait: {}}", "tells the progress of no job"),
        ("{id: x, action: get_message_quota, max_items: 9}", "does not return a list in pages"),
        ("{id: x, action: get_message_quota, wait: {every: 0}}", "wait.every: must be more than 0"),
        ("{id: x, action: get_message_quota, max_parallel: 0}", "must be at least 1"),
        ("{id: x, action: get_message_quota, if: '${{ inputs.two }}'}", "there is no input two"),
        (
            "{id: x, action: get_message_quota, if: '${{ input.to }}'}",
            "no input; did you mean inputs?",
        ),
        (
            "{id: x, action: get_message_quota, if: '${{ env.A }}'}",
            "there is no env: an expression",
        ),
        ("{id: x, action: get_message_quota, if: '${{ steps.last }}'}", "step last has not run by"),
        ("{id: x, action: get_message_quota, if: '${{ steps.x }}'}", "step x has not run by then"),
        (
            "{id: x, action: get_message_quota, if: '${{ steps.first.status }}'}",
            "a step has no status; did you mean status_code?",
        ),
        ("{id: x, action: get_message_quota, if: '${{ item }}'}", "item is known in the `with`"),
        ("{id: x, action: get_message_quota, if: '${{ !inputs.to }}'}", "! binds tighter than a"),
        ("{id: x, action: get_message_quota, if: '${{ inputs.to == null }}'}", "write `null`"),
        (
            "{id: x, action: get_message_quota, for_each: '${{ inputs.list[?a == inputs.to] }}'}",
            "inputs.to is looked for inside the value before it",
        ),
        (
            (
                "{id: x, action: push_message, for_each: [1], with: {to: '${{ item }}', retryKey: "
                "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e, messages: [{type: text, text: Hi}]}}"
            ),
            "one key for all items would send the first alone",
        ),
        (
            "{id: x, action: push_message, with: {to: nobody, messages: '${{ inputs.list }}'}}",
            "with.to: must be the ID of a user, group or room",
        ),
    ],
)
def test_one_fault_is_told_once(text: str, fault: str) -> None:
    found = step(text)
    assert len(found) == 1, found
    assert fault in found[0]


@pytest.mark.parametrize(
    "messages",
    [
        "'${{ inputs.list }}'",
        "[{type: text, text: '${{ inputs.to }}'}]",
        "[{type: '${{ inputs.to }}', text: Hi}]",
        (
            "[{type: textV2, text: 'Hi ${{ inputs.to }}', substitution: {name: {type: mention, "
            "mentionee: {type: all}}}}]"
        ),
        "[{type: textV2, text: '${{ inputs.to }}', substitution: '${{ inputs.list }}'}]",
        "[{type: flex, altText: a, contents: {type: bubble, size: '${{ inputs.to }}'}}]",
        (
            "[{type: image, originalContentUrl: '${{ inputs.to }}', previewImageUrl: "
            "'https://example.com/${{ inputs.to }}.jpg'}]"
        ),
        (
            "[{type: template, altText: a, template: {type: buttons, text: '${{ inputs.to }}', "
            "actions: '${{ inputs.list }}'}}]"
        ),
        "['${{ inputs.to }}', '${{ inputs.to }}']",
    ],
)
def test_what_an_expression_may_make_good_is_no_fault(messages: str) -> None:
    to = "'${{ inputs.to }}'"
    found = step(f"{{id: x, action: push_message, with: {{to: {to}, messages: {messages}}}}}")
    assert found == []


def test_beside_an_expression_the_rest_is_checked() -> None:
    found = step(
        """
        id: x
        action: push_message
        with:
          to: ${{ inputs.to }}
          messages:
            - type: flex
              altText: ${{ inputs.to }}
              contents:
                type: bubble
                body:
                  type: box
                  layout: vertical
                  contents:
                    - {type: text, text: "${{ inputs.to }}", color: grey}
        """
    )
    assert found == [
        "with.messages[0].contents.body.contents[0].color: must be #RRGGBB or #RRGGBBAA"
    ]


def test_a_loop_makes_a_list() -> None:
    text = """\
        inputs: {list: {type: array}}
        steps:
          - {id: all, action: get_message_quota, for_each: "${{ inputs.list }}"}
        outputs:
          good: ${{ steps.all[].status_code }}
          bad: ${{ steps.all.status_code }}
        """
    (found,) = faults(text)
    assert found.endswith("step all runs for each item: write steps.all[].status_code")


def test_whoever_lets_unknown_properties_through_is_asked() -> None:
    text = "steps: [{id: x, action: show_loading_animation, with: {chatId: U1, new: 1}}]"
    file = parse_playbook(text.replace("U1", f"U{1:032x}"), "p.yaml")

    file.check(MANIFEST, lambda _provider, _name: True)
    with pytest.raises(PlaybookError, match="new: unknown property"):
        file.check(MANIFEST)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- a list", "p.yaml: must be an object with steps"),
        ("steps: [", "p.yaml, line 2, column 1: did not find"),
        ("steps: []", "steps: must not be empty"),
        ("inputs: {}", "steps: is required"),
        ("steps: [{id: x}]", "steps[0].action: is required"),
        ("inputs: {a: {type: text}}", "inputs.a.type: must be one of 'string', 'integer'"),
        ("inputs: {a: {pattern: '('}}\nsteps: [{id: x, action: get_message_quota}]", "pattern"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_playbook(text, "p.yaml").check(MANIFEST)
    assert why in str(caught.value)


def test_json_is_as_good_as_yaml() -> None:
    assert faults('{"steps": [{"id": "x", "action": "get_message_quota"}]}') == []
    (found,) = faults('{"steps": [\n {"id": "x", "action": "get_quota"}]}')
    assert found.startswith("p.yaml, line 2, column 14: steps[0].action: unknown action")
