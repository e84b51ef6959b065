"""Phone numbers as recipients: LINE takes their SHA-256 digests only.

Source: https://developers.line.biz/en/docs/partner-docs/line-notification-messages/technical-specs/
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from pydantic import Field

from line_connector.schema.pattern import Pattern

HashedPhoneNumber = Annotated[
    str,
    Pattern(
        "[0-9A-Fa-f]{64}",
        "must be a phone number's SHA-256 digest, 64 hex digits: "
        "printf +818000001234 | sha256sum, or line_connector.models.hash_phone_number",
    ),
    Field(
        description=(
            "SHA-256 digest (64 hex digits) of a phone number in E.164 form, such as "
            "+818000001234 without spaces or hyphens."
        )
    ),
]

DeliveryTag = Annotated[
    Annotated[
        str,
        Pattern(
            "[!-~][ -~]{14,98}[!-~]",
            "must be 16 to 100 printable ASCII characters, without a space at either end",
        ),
    ]
    | None,
    Field(
        description=(
            "Your own text for this message, 16 to 100 characters. The delivery completion event "
            "brings it back; absent, the event brings the digest."
        )
    ),
]

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def hash_phone_number(number: str) -> str:
    """Return the digest by which LINE takes a phone number as a recipient.

    Args:
        number: in E.164 form, such as `+818000001234`; spaces, hyphens, dots and brackets are
            left out.

    Raises:
        ValueError: it is not in that form.
    """
    plain = re.sub(r"[\s().-]", "", number)
    if not _E164.fullmatch(plain):
        raise ValueError("a phone number in E.164 form begins with + and the country: +81…")
    return hashlib.sha256(plain.encode()).hexdigest()
