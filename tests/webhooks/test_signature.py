"""Nothing of a webhook is read before it is known who signed it."""

from __future__ import annotations

import base64
import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from line_connector.errors import (
    ConnectorError,
    CredentialsError,
    InputError,
    SignatureError,
    WebhookBodyError,
)
from line_connector.webhooks import (
    MOST_BYTES,
    ChannelSecret,
    find_signature,
    verify,
    verify_and_parse,
)
from support.webhooks import BOT, SECRET, body_of, signed

BODY = body_of()
DOCUMENTED = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
NOW = datetime(2026, 1, 31, 9, tzinfo=timezone.utc)
OTHER_BOT = "U" + "0" * 31 + "9"


def test_lines_own_example_is_valid() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    delivery = verify_and_parse(body, DOCUMENTED, SECRET)

    assert (delivery.destination, delivery.events) == (BOT, ())


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "=",
        "x",
        "é",
        "\ud800",
        signed(BODY, "another"),
        signed(BODY + b" "),
        signed(BODY)[:-1],
        signed(BODY) + "=",
        signed(BODY) + "\n",
        " " + signed(BODY),
        signed(BODY).lower(),
        signed(BODY).encode().hex(),
        base64.b64encode(base64.b64decode(signed(BODY))[:-1]).decode(),
    ],
)
def test_any_other_signature_is_refused(signature: str | None) -> None:
    with pytest.raises(SignatureError) as caught:
        verify_and_parse(BODY, signature, SECRET)

    assert SECRET not in str(caught.value)
    assert caught.value.exit_status == 3


def test_every_changed_byte_is_noticed() -> None:
    signature = signed(BODY)
    for place in range(len(BODY)):
        changed = bytearray(BODY)
        changed[place] ^= 1
        with pytest.raises(SignatureError):
            verify_and_parse(bytes(changed), signature, SECRET)


def test_body_is_not_looked_at_before_the_signature() -> None:
    with pytest.raises(SignatureError):
        verify_and_parse(b"\xff{", "x", SECRET)
    with pytest.raises(WebhookBodyError):
        verify_and_parse(b"\xff{", signed(b"\xff{"), SECRET)


@pytest.mark.parametrize("body", [BODY.decode(), bytearray(BODY), None])
def test_body_that_is_not_bytes_is_refused(body: Any) -> None:
    with pytest.raises(InputError, match="raw bytes"):
        verify_and_parse(body, signed(BODY), SECRET)


def test_signature_that_is_bytes_is_refused() -> None:
    signature: Any = signed(BODY).encode()
    with pytest.raises(InputError, match="signature: must be text"):
        verify_and_parse(BODY, signature, SECRET)


def test_endless_body_is_refused_before_it_is_hashed() -> None:
    with pytest.raises(WebhookBodyError, match="at most 10000000 are read"):
        verify(b" " * (MOST_BYTES + 1), "x", SECRET)


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "channel secret: is empty"),
        (f"{SECRET}\n", "channel secret: has a space"),
        (f" {SECRET}", "channel secret: has a space"),
        ("a\ud800", "channel secret: has a space"),
        ([], "channel secret: none is given"),
        (None, "channel secret: none is given"),
        (SECRET.encode(), "channel secret: must be text"),
        ([None], "channel secret: must be text"),
        ([""], "channel secret: is empty"),
    ],
)
def test_what_is_no_secret_verifies_nothing(secret: Any, problem: str) -> None:
    with pytest.raises(CredentialsError) as caught:
        verify_and_parse(BODY, signed(BODY, ""), secret)

    assert str(caught.value).startswith(problem)


def test_old_secret_counts_until_it_expires() -> None:
    secrets = [
        ChannelSecret("old", expires_at=NOW + timedelta(minutes=5)),
        ChannelSecret(SECRET),
    ]
    for secret in ("old", SECRET):
        verify_and_parse(BODY, signed(BODY, secret), secrets, now=NOW)

    later = NOW + timedelta(minutes=5)
    with pytest.raises(SignatureError, match="is not valid"):
        verify_and_parse(BODY, signed(BODY, "old"), secrets, now=later)
    with pytest.raises(SignatureError, match="expired"):
        verify_and_parse(BODY, signed(BODY, "old"), secrets[:1], now=later)


def test_expired_by_todays_clock() -> None:
    past = ChannelSecret(SECRET, expires_at=datetime(2020, 1, 1, tzinfo=timezone.utc))
    with pytest.raises(SignatureError):
        verify(BODY, signed(BODY), past)


def test_expiry_without_offset_is_refused() -> None:
    with pytest.raises(InputError, match="offset"):
        ChannelSecret(SECRET, expires_at=datetime(2026, 1, 31))  # noqa: DTZ001


def test_each_channel_signs_for_its_own_bot() -> None:
    ours = ChannelSecret("ours", destination=BOT)
    other = ChannelSecret("other", destination=OTHER_BOT)

    verify_and_parse(BODY, signed(BODY, "ours"), [ours, other])
    for_other = body_of(destination=OTHER_BOT)
    verify_and_parse(for_other, signed(for_other, "other"), iter([ours, other]))
    with pytest.raises(SignatureError, match="another bot"):
        verify_and_parse(BODY, signed(BODY, "other"), [ours, other])
    with pytest.raises(SignatureError, match="another bot"):
        verify_and_parse(BODY, signed(BODY, "other"), other)


def test_secret_without_a_bot_signs_for_none_that_another_secret_names() -> None:
    secrets = [ChannelSecret("ours", destination=BOT), ChannelSecret("any")]
    new = body_of(destination=OTHER_BOT)

    verify_and_parse(new, signed(new, "any"), secrets)
    with pytest.raises(SignatureError, match="another bot"):
        verify_and_parse(BODY, signed(BODY, "any"), secrets)


def test_two_bots_may_share_a_secret() -> None:
    secrets = [ChannelSecret(SECRET, destination=bot) for bot in (OTHER_BOT, BOT)]
    assert verify_and_parse(BODY, signed(BODY), secrets).destination == BOT


@pytest.mark.parametrize("destination", [None, 7, ["U"]])
def test_body_that_names_no_bot_is_the_signers(destination: Any) -> None:
    body = body_of(destination=destination)
    known = ChannelSecret(SECRET, destination=BOT)
    assert verify_and_parse(body, signed(body), known).destination is None


def test_secret_is_in_no_text() -> None:
    secret = ChannelSecret(SECRET, destination=BOT)
    assert SECRET not in f"{secret} {secret!r} {[secret]} {vars(secret).keys()}"
    assert pickle.loads(pickle.dumps(secret)) == secret


@pytest.mark.parametrize("name", ["x-line-signature", "X-Line-Signature", "X-LINE-SIGNATURE"])
def test_header_is_found_in_any_case(name: str) -> None:
    assert find_signature({"host": "a", name: "s"}) == "s"
    assert find_signature({"host": "a"}) is None


def test_errors_are_told_apart() -> None:
    with pytest.raises(ConnectorError) as caught:
        verify(BODY, None, SECRET)
    assert caught.value.to_dict() == {
        "error": "SignatureError",
        "message": "the webhook has no signature: header x-line-signature is missing",
        "retryable": False,
    }
