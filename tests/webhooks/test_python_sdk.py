"""LINE's official SDK for Python agrees: on who signed, and on what the events say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linebot.v3.webhook import SignatureValidator, WebhookParser  # type: ignore[import-untyped]
from pydantic.v1 import ValidationError

from line_connector.errors import SignatureError
from line_connector.models import read_event
from line_connector.webhooks import verify
from support.webhooks import SECRET, body_of, each_published, event_of, signed, text_event

VALIDATOR = SignatureValidator(SECRET)
LATER = {
    "mode": "active",
    "timestamp": 1769850000000,
    "webhookEventId": "01KG9Y3V5H0000000000000001",
    "deliveryContext": {"isRedelivery": False},
}
"""Properties that LINE added over the years: the SDK knows no event without them."""


def ours_is_valid(body: bytes, signature: str) -> bool:
    try:
        verify(body, signature, SECRET)
    except SignatureError:
        return False
    return True


@each_published
def test_signature_of_every_body(published: Any) -> None:
    body = json.dumps(published, ensure_ascii=False).encode()

    for signature in (signed(body), signed(body, "x"), signed(body + b" "), signed(body)[:-1], ""):
        theirs = VALIDATOR.validate(body.decode(), signature)
        assert ours_is_valid(body, signature) == theirs == (signature == signed(body))


BODY = body_of(text_event())
SIGNATURE = signed(BODY)
TEXTS = st.text(max_size=50, alphabet=st.characters(exclude_categories=["Cs"]))
NEARLY = st.integers(0, 43).map(lambda at: SIGNATURE[:at] + "A" + SIGNATURE[at + 1 :])


@given(st.just(SIGNATURE) | NEARLY | TEXTS, st.just(BODY.decode()) | TEXTS)
def test_any_body_and_signature(signature: str, body: str) -> None:
    assert ours_is_valid(body.encode(), signature) == VALIDATOR.validate(body, signature)


@each_published
def test_fields_of_every_event(published: Any) -> None:
    for raw in published["events"]:
        check(raw)
        check(LATER | raw)


def check(raw: Any) -> None:
    """Compare an event with what the SDK reads, unless the SDK cannot read it."""
    try:
        theirs = theirs_of(raw)
    except ValidationError:
        return
    ours, name = read_event(raw), type(theirs).__name__
    if name != "UnknownEvent":
        assert type(ours).__name__ == NAMES.get(name, name)
        told = theirs.to_dict()
        assert plain(told) == plain(cut(ours.to_wire(), told))


NAMES = {"PnpDeliveryCompletionEvent": "DeliveryEvent"}
"""Classes of ours that have other names."""


@pytest.mark.parametrize("kind", ["follow", "unfollow", "join"])
def test_of_what_neither_knows_both_keep_the_type(kind: str) -> None:
    raw = event_of(f"{kind}New")
    assert read_event(raw).type == theirs_of(raw).type == f"{kind}New"


def theirs_of(raw: Any) -> Any:
    parser = WebhookParser(SECRET, skip_signature_verification=lambda: True)
    (event,) = parser.parse(json.dumps({"events": [raw]}), "")
    return event


def cut(ours: Any, theirs: Any) -> Any:
    """Return a JSON value of ours with no more than the properties that the SDK has."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {name: cut(ours.get(name), each) for name, each in theirs.items()}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [cut(*pair) for pair in zip(ours, theirs, strict=True)]
    return ours


def plain(value: Any) -> Any:
    """Return a value of the SDK as JSON, without nulls."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return getattr(value, "value", value)
