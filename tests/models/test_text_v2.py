from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from line_connector.models.line.text_v2 import escape_braces, plain_text
from support.message_problems import refused, warned

unhurried = settings(deadline=None)  # the first example builds the models

EVERYONE = {"type": "mention", "mentionee": {"type": "all"}}
USER = {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}
LAUGH = {"type": "emoji", "productId": "5a8555cfe6256cc92ea23c2a", "emojiId": "002"}
PAIRS = "must have its braces in pairs: {{ and }} are braces of the text, {name} is a placeholder"


def message(text: str, **substitution: Any) -> dict[str, Any]:
    return {"type": "textV2", "text": text, "substitution": substitution}


@unhurried
@given(st.text(min_size=1, max_size=200))
def test_any_text_passes_with_its_braces_doubled(text: str) -> None:
    assert refused({"type": "textV2", "text": escape_braces(text)}) == {}


@unhurried
@given(
    st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=20),
    st.text(max_size=50),
    st.text(max_size=50),
)
def test_any_key_may_stand_anywhere(key: str, before: str, after: str) -> None:
    text = f"{escape_braces(before)}{{{key}}}{escape_braces(after)}"

    assert warned(message(text, **{key: LAUGH})) == {}


@pytest.mark.parametrize(
    "text", ["{", "}", "{a", "a}", "{{a}", "{a}}", "{{{a}}", "{a}}{", "}{", "{{}", "{a{{b}}"]
)
def test_braces_must_pair(text: str) -> None:
    assert refused(message(text, a=LAUGH, b=LAUGH))["text"] == PAIRS


@pytest.mark.parametrize("text", ["{{", "}}", "{{{a}}}", "{{a}}{a}", "}}{a}{{", "{{{{a}}}}{a}"])
def test_doubled_braces_are_no_placeholders(text: str) -> None:
    assert refused(message(text, a=LAUGH)) == {}


@pytest.mark.parametrize("key", ["", "!owe", "a b", "ก", "a" * 21, "a-b"])
def test_a_placeholder_s_name_is_plain(key: str) -> None:
    sentence = refused(message(f"{{{key}}}"))["text"]

    assert sentence.startswith(f"must not have {{{key[:20]}")
    assert sentence.endswith("named with 1 to 20 letters, digits and underscores")


def test_every_placeholder_has_a_substitution() -> None:
    assert refused(message("{a} {b} {b}", a=LAUGH)) == {
        "substitution.b": "is required: the text uses {b}"
    }
    assert refused({"type": "textV2", "text": "{a}"}) == {
        "substitution.a": "is required: the text uses {a}"
    }


def test_every_substitution_has_a_plain_name() -> None:
    assert refused(message("a", **{"a b": LAUGH})) == {
        "substitution.a b": "must be named with 1 to 20 letters, digits and underscores"
    }


@pytest.mark.parametrize(
    ("substitution", "path", "sentence"),
    [
        ({"type": "image"}, "substitution.a.type", "must be one of mention, emoji"),
        ({"type": "mention"}, "substitution.a.mentionee", "is required"),
        (
            {"type": "mention", "mentionee": {"type": "group"}},
            "substitution.a.mentionee.type",
            "must be one of user, all",
        ),
        (
            {"type": "mention", "mentionee": {"type": "user", "userId": "me"}},
            "substitution.a.mentionee.userId",
            "must be a user ID: U and 32 hex digits",
        ),
        ({"type": "emoji", "productId": "a"}, "substitution.a.emojiId", "is required"),
    ],
)
def test_substitutions_are_checked(substitution: Any, path: str, sentence: str) -> None:
    assert refused(message("{a}", a=substitution))[path] == sentence


@pytest.mark.parametrize(
    ("one", "kind"), [(EVERYONE, "mention"), (USER, "mention"), (LAUGH, "emoji")]
)
def test_twenty_of_a_kind_are_enough(one: dict[str, Any], kind: str) -> None:
    twenty = {f"k{number}": one for number in range(20)}
    text = "".join(f"{{{key}}}" for key in twenty)

    assert warned(message(text, **twenty)) == {}
    assert refused(message(text + "{more}", more=one, **twenty)) == {
        "substitution": f"must have at most 20 {kind}s, has 21"
    }
    assert warned(message(text + "{k0}", **twenty)) == {
        "text": f"may be refused with more than 20 {kind}s"
    }


def test_twenty_of_each_kind_pass() -> None:
    mentions = {f"m{number}": EVERYONE for number in range(20)}
    emojis = {f"e{number}": LAUGH for number in range(20)}
    text = "".join(f"{{{key}}}" for key in mentions | emojis)

    assert warned(message(text, **mentions, **emojis)) == {}


def test_an_unused_substitution_is_doubted() -> None:
    assert warned(message("a", a=LAUGH)) == {
        "substitution.a": "may be refused when the text does not use it"
    }


def test_more_than_100_substitutions() -> None:
    assert refused(message("a", **{f"k{number}": LAUGH for number in range(101)})) == {
        "substitution": "must have at most 100 items"
    }


def test_plain_text_has_no_placeholders() -> None:
    text = "{{{all}, {user}}} {laugh}{laugh}"
    put = {"all": EVERYONE, "user": USER, "laugh": LAUGH}
    assert plain_text(text, put) == f"{{@All, @U{'0' * 32}}} (emoji)(emoji)"
