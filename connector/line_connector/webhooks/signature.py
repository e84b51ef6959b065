"""Who signed a webhook: LINE signs the raw body of each with the channel's secret.

The signature is looked at before anything of the body is read. Which channel the body says it is
for is not known by then, so every given secret is tried: give those of the channel that your URL
names or, where one URL serves several channels, those of all of them, each with its bot's user ID.

Source: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TypeAlias

from line_connector.errors import CredentialsError, InputError, SignatureError
from line_connector.webhooks.body import check_bytes

SIGNATURE_HEADER = "x-line-signature"
"""The header with the signature; its letters may come in upper or lower case."""


@dataclass(frozen=True)
class ChannelSecret:
    """A channel's secret, which LINE signs the channel's webhooks with.

    Reissuing a secret kills the old one at once, but webhooks that were signed before may still be
    under way: give the old one with `expires_at`, and the new one beside it.

    Args:
        value: the secret, as the LINE Developers Console shows it. Never part of the `repr`.
        expires_at: from when on it counts no more, with an offset from UTC. Never if absent.
        destination: user ID of the channel's bot (`U…`). If given, the secret counts only for
            webhooks to this bot; needed where one URL serves several channels.

    Raises:
        CredentialsError: it cannot be a secret. An empty one would let anybody sign.
        InputError: the moment says no offset from UTC.
    """

    value: str = field(repr=False)
    expires_at: datetime | None = None
    destination: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise CredentialsError("channel secret: must be text")
        if not self.value:
            raise CredentialsError("channel secret: is empty")
        if self.value != self.value.strip() or not self.value.isprintable():
            raise CredentialsError(
                "channel secret: has a space, a line break or the like around it"
            )
        if self.expires_at is not None and self.expires_at.utcoffset() is None:
            raise InputError("expires_at: must say its offset from UTC")

    def signs(self, body: bytes, signature: str) -> bool:
        """Tell whether a signature is this secret's for a body, in time that tells nothing."""
        digest = hmac.digest(self.value.encode(), body, "sha256")
        return hmac.compare_digest(b64encode(digest), signature.encode("utf-8", "replace"))

    def is_valid_at(self, moment: datetime) -> bool:
        """Tell whether the secret still counts."""
        return self.expires_at is None or moment < self.expires_at


Secrets: TypeAlias = str | ChannelSecret | Iterable[str | ChannelSecret]
"""One channel secret or several, of one channel or of several."""


def read_secrets(secrets: Secrets) -> list[ChannelSecret]:
    """Return the secrets as objects.

    Raises:
        CredentialsError: there is none, or one cannot be a secret.
    """
    given = [secrets] if isinstance(secrets, (str, bytes, ChannelSecret)) else secrets or ()
    found = [each if isinstance(each, ChannelSecret) else ChannelSecret(each) for each in given]
    if not found:
        raise CredentialsError("channel secret: none is given")
    return found


def find_signature(headers: Mapping[str, str]) -> str | None:
    """Return the signature among a request's headers, whatever the case of their names."""
    return next(
        (value for name, value in headers.items() if name.lower() == SIGNATURE_HEADER), None
    )


def verify(
    body: bytes, signature: str | None, secrets: Secrets, *, now: datetime | None = None
) -> list[ChannelSecret]:
    """Check a webhook's signature; return the secrets it was made with, usually one.

    Args:
        body: the request's body as it arrived, before any decoding.
        signature: value of the header `x-line-signature`; None if there is none.
        secrets: all that are tried.
        now: the time, for secrets that expire.

    Raises:
        SignatureError: there is no signature, or it was made with none of the secrets.
        CredentialsError: no secret is given, or one cannot be a secret.
        InputError: the body is text: decoding and encoding may have changed it; or the signature
            is bytes.
        WebhookBodyError: the body is too long.
    """
    check_bytes(body)
    if signature is not None and not isinstance(signature, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InputError("signature: must be text, as the header has it")
    now = now or datetime.now(timezone.utc)
    tried = [secret for secret in read_secrets(secrets) if secret.is_valid_at(now)]
    if not signature:
        raise SignatureError(f"the webhook has no signature: header {SIGNATURE_HEADER} is missing")
    if not tried:
        raise SignatureError("the webhook's signature cannot be checked: the secret has expired")
    matching = [secret for secret in tried if secret.signs(body, signature)]
    if not matching:
        raise SignatureError(
            "the webhook's signature is not valid: another channel secret, or a changed body"
        )
    return matching


def check_destination(
    destination: str | None, signers: Iterable[ChannelSecret], secrets: Secrets
) -> None:
    """Refuse a webhook that one channel signed for another's bot.

    Args:
        destination: user ID of the bot that the verified body is for; None if it says none.
        signers: the secrets it is signed with.
        secrets: all that are known. A bot that one of them names is that channel's alone.

    Raises:
        SignatureError: the bot is another channel's.
    """
    if destination is None:
        return
    signed_for = {secret.destination for secret in signers}
    named = {secret.destination for secret in read_secrets(secrets)}
    if destination not in signed_for and (None not in signed_for or destination in named):
        raise SignatureError(
            "the webhook is for another bot than that of the channel that signed it"
        )
