"""Unquoted scalars of YAML are read as the field they stand in wants them; JSON stays strict."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import InputError
from line_connector.documents.plain_scalars import PlainFloat, PlainInteger
from line_connector.documents.reading import read_document
from line_connector.manifest import load_manifest
from line_connector.models.line.validation import validate

USER = "U00000000000000000000000000000001"
ODD = ("Yes", "no", "on", "True", "12", "007", "1_000", "0x1F", "1e3", "1.10", "-0", "~x", ".inf")
MANIFEST = load_manifest()


def sent(yaml: str, action: str = "push_message") -> dict[str, Any]:
    """Return the body of the request that a YAML input leads to, through JSON as it goes out."""
    declared = MANIFEST.action(action).action
    body = declared.request(declared.read_input(read_document(yaml, "push.yaml"))).body
    found: dict[str, Any] = json.loads(json.dumps(body and body.shown()))
    return found


@pytest.mark.parametrize("written", ODD)
def test_text_is_text_as_it_is_written(written: str) -> None:
    body = sent(
        f"{{to: {USER}, messages: [{{type: text, text: {written}, quoteToken: {written}}}]}}"
    )
    assert body["messages"] == [{"type": "text", "text": written, "quoteToken": written}]


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_text_where_text_is_wanted(number: float) -> None:
    written = json.dumps(number)
    body = sent(f"to: {USER}\nmessages:\n- type: text\n  text: {written}\n")
    assert body["messages"][0]["text"] == written


def test_labels_and_keys_and_lists_of_texts_are_text_too() -> None:
    body = sent(
        f"to: {USER}\ncustomAggregationUnits: [2026]\nmessages:\n- type: textV2\n  text: 12\n"
        "  quickReply: {items: [{type: action, action: {type: message, label: Yes, text: No}}]}\n"
        "  substitution: {1: {type: emoji, productId: 5, emojiId: 007}}\n"
    )
    assert body["customAggregationUnits"] == ["2026"]
    message = body["messages"][0]
    assert message["quickReply"]["items"][0]["action"] == {
        "type": "message", "label": "Yes", "text": "No",
    }  # fmt: skip
    assert message["substitution"] == {"1": {"type": "emoji", "productId": "5", "emojiId": "007"}}


@pytest.mark.parametrize("word", ["yes", "True", "ON", "true"])
def test_numbers_and_truth_stay_what_they_are_where_they_are_wanted(word: str) -> None:
    body = sent(
        f"{{to: {USER}, notificationDisabled: {word}, messages: [{{type: text, text: $, emojis: "
        "[{index: 0, productId: 5ac, emojiId: 1}]}]}"
    )
    assert body["notificationDisabled"] is True
    assert body["messages"][0]["emojis"] == [{"index": 0, "productId": "5ac", "emojiId": "1"}]


def test_values_of_the_users_own_are_what_they_are_in_json() -> None:
    message = (
        "destinations: [{to: {phoneNumber: 66900000001}}], push: {text: 1, "
        "customPayload: {n: 12, f: 1.5, yes: no, t: true}}"
    )
    body = sent(f"{{scenarioKey: a, {message}}}", "infobip_send_omni_message")
    assert body["push"]["customPayload"] == {"n": 12, "f": 1.5, "yes": "no", "t": True}
    assert body["destinations"][0]["to"] == {"phoneNumber": "66900000001"}


@pytest.mark.parametrize("value", ["12", "1.5", "true", "null", "[]"])
def test_json_stays_strict(value: str) -> None:
    messages = read_document(f'[{{"type": "text", "text": {value}}}]', "push.json")
    assert [problem.message for problem in validate(messages)] in (
        ["must be a string"], ["is required"],
    )  # fmt: skip


@pytest.mark.parametrize("value", ["true", "null", "~", "[a]", "{a: b}", ""])
def test_what_is_no_text_in_yaml_is_none_in_a_text(value: str) -> None:
    with pytest.raises(InputError, match=r"^messages\[0\].text: must be a string$"):
        sent(f"{{to: {USER}, messages: [{{type: text, text: {value}}}]}}")


@pytest.mark.parametrize("index", ["1.5", "yes", "0x1F", "9" * 5_000, "1e400"])
def test_what_is_no_number_is_refused_where_one_is_wanted(index: str) -> None:
    yaml = f"[{{type: text, text: $, emojis: [{{index: {index}, productId: a, emojiId: b}}]}}]"
    (problem,) = validate(read_document(yaml, "push.yaml"))
    assert problem.property == "messages[0].emojis[0].index"
    assert problem.message.startswith("must be a")


def test_a_day_is_text_also_without_quotes() -> None:
    declared = MANIFEST.action("get_number_of_sent_push_messages").action
    data = declared.read_input(read_document("date: 20260131", "input"))
    assert declared.request(data).query == {"date": "20260131"}


def test_input_is_left_as_it_was_given() -> None:
    raw = read_document(f"{{to: {USER}, messages: [{{type: text, text: 12}}]}}", "push.yaml")
    before = copy.deepcopy(raw)
    MANIFEST.action("push_message").action.read_input(raw)
    assert raw == before
    assert isinstance(raw["messages"][0]["text"], PlainInteger)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_scalars_are_numbers_that_remember(number: float) -> None:
    written = json.dumps(number)
    scalar = read_document(f"a: {written}", "test")["a"]
    for one in (scalar, copy.deepcopy(scalar), pickle.loads(pickle.dumps(scalar))):
        assert one == number
        assert (str(one), f"{one}", one.written) == (written, written, written)
        assert json.loads(json.dumps(one)) == number
        assert isinstance(one, (PlainInteger, PlainFloat))


def test_a_manifest_takes_its_texts_as_they_are_written() -> None:
    from line_connector.manifest import ManifestFile

    document = read_document("{name: a, title: On, version: 1.10, actions: {}}", "manifest.yaml")
    manifest = ManifestFile.model_validate(document)
    assert (manifest.title, manifest.version) == ("On", "1.10")
