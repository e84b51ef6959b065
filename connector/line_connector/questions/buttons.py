"""The data of a question's buttons: which question, which answer; signed for one chat.

`ask1.QUESTION.ANSWER.SIGNATURE`: the signature is the first 128 bits of an HMAC-SHA-256 with a key
that only this question has, over the question, the answer and the ID of the chat that the card was
sent to. So a button that was made up, altered, or carried to another chat answers nothing. How
often it may be tapped and until when, the database says.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

MARK = "ask1."
"""What the data of every button begins with."""

WRITE = "write"
"""The button after which the next text is the answer."""

PICK = "pick"
"""The button that opens the picker of a date."""

_DATA = re.compile(r"ask1\.([a-z0-9]{1,32})\.([a-z0-9]{1,8})\.([A-Za-z0-9_-]{22})")
_SIGNATURE_BYTES = 16
_PURPOSE = b"line-connector question 1\0"


class Button(NamedTuple):
    """What a button says."""

    question: str
    """ID of the question."""

    answer: str
    """Position of the choice, `pick` or `write`."""

    signature: str

    def is_of(self, secret: str, chat: str) -> bool:
        """Tell whether it was made for a chat, in time that tells nothing."""
        expected = _signature(secret, self.question, self.answer, chat)
        return hmac.compare_digest(expected, self.signature)


def data_of(secret: str, question: str, answer: str, chat: str) -> str:
    """Return the data of a button; less than 90 characters.

    Args:
        secret: the question's.
        question: its ID.
        answer: position of the choice, `pick` or `write`.
        chat: ID of the user, group or room that gets the card.
    """
    return f"{MARK}{question}.{answer}.{_signature(secret, question, answer, chat)}"


def read_button(data: str) -> Button | None:
    """Return what the data of a postback says; None where it is no button of a question."""
    found = _DATA.fullmatch(data)
    return Button(*found.groups()) if found else None


def _signature(secret: str, question: str, answer: str, chat: str) -> str:
    signed = _PURPOSE + f"{question}\0{answer}\0{chat}".encode("utf-8", "surrogatepass")
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode().rstrip("=")
