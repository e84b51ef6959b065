"""Takes a connection's own secrets out of what a provider sends back.

A server, or a proxy before it, may repeat in its error what it was sent: the form with the client
secret, the header with the token. Such a text ends in logs and tickets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, quote_plus

from line_connector.json_values import is_list, is_object
from line_connector.schema.secret import MASK

_SHORT = 8
"""A secret with fewer characters is taken out of refusals only, and where it stands alone: it may
be an ordinary word too."""


class Scrubber:
    """Replaces secrets, in every form in which they may be repeated, by `***`."""

    def __init__(self, secrets: Iterable[str]) -> None:
        found = set(filter(None, secrets))
        forms = {form for secret in found if len(secret) >= _SHORT for form in _forms(secret)}
        # The longest first: one form may hold another.
        self._forms = sorted(forms, key=len, reverse=True)
        self._words = [
            re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
            for secret in found
            if len(secret) < _SHORT
            for form in _forms(secret)
        ]

    def text(self, text: str, *, refusal: bool = False) -> str:
        """Return a text without secrets.

        Args:
            text: what a provider sent.
            refusal: whether it is part of a refusal, where short secrets are taken out too.
        """
        for form in self._forms:
            if form in text:
                text = text.replace(form, MASK)
        for word in self._words if refusal else ():
            text = word.sub(MASK, text)
        return text

    def finds_nothing_in(self, document: str) -> bool:
        """Tell whether a JSON document surely holds no secret, without a look at each of its texts.

        Args:
            document: as it was sent. One with escapes may hold what is not seen in it.
        """
        return (
            "\\" not in document
            and not any(form in document for form in self._forms)
            and not any(word.search(document) for word in self._words)
        )

    def json(self, value: Any, *, refusal: bool = False) -> Any:
        """Return a JSON value without secrets in its texts and names."""
        if isinstance(value, str):
            return self.text(value, refusal=refusal)
        if is_object(value):
            return {
                self.text(name, refusal=refusal): self.json(inner, refusal=refusal)
                for name, inner in value.items()
            }
        if is_list(value):
            return [self.json(inner, refusal=refusal) for inner in value]
        return value


def _forms(secret: str) -> set[str]:
    """Return a secret as it stands in texts, forms, addresses, JSON and HTML."""
    percent = {quote(secret, safe=""), quote(secret), quote_plus(secret)}
    in_json = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        secret,
        html,
        html.replace('"', "&quot;").replace("'", "&#x27;"),
        *percent,
        *(re.sub("%..", lambda escape: escape[0].lower(), form) for form in percent),
        *in_json,
        *(form.replace("/", "\\/") for form in in_json),
    }
