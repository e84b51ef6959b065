"""The alert: something happened that somebody should know."""

from __future__ import annotations

from typing import Any, Literal

from line_connector.cards.buttons import Buttons, flex_buttons, link_button
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.colors import AMBER, BLUE, GREEN, MAROON, RED
from line_connector.cards.components import Component, note, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.header import header
from line_connector.cards.message import flex_message
from line_connector.cards.named_rows import named_rows
from line_connector.cards.values import Link, Shown, Title

Severity = Literal["info", "success", "warning", "error", "critical"]

_COLORS: dict[Severity, str] = {
    "info": BLUE,
    "success": GREEN,
    "warning": AMBER,
    "error": RED,
    "critical": MAROON,
}

_LONGEST_TEXT = 1000
_LONGEST_NOTE = 60


class AlertCard(CardInput):
    """Something happened that somebody should know: a fault, a warning, a success."""

    title: Title
    """What happened, in a few words."""

    severity: Severity = "info"
    """How bad it is; it gives the card its colour."""

    label: Shown | None = None
    """Word in place of the severity's own, such as Resolved."""

    text: Shown | None = None
    """What happened, in sentences."""

    fields: dict[str, Shown] = {}
    """Values by name, shown as a table."""

    link: Link | None = None
    """Address of more about it: a button of its own."""

    link_label: Title | None = None
    """Text on the link's button; Details if absent."""

    buttons: Buttons = []
    """More buttons."""

    time: Shown | None = None
    """When it happened."""

    source: Shown | None = None
    """What tells of it: a service, a host."""


def _alert(given: AlertCard) -> dict[str, Any]:
    label = given.label or getattr(given.words, given.severity)
    said = paragraph(given.text or "", _LONGEST_TEXT)
    when = line(given.time or "", _LONGEST_NOTE)
    color = _COLORS[given.severity]
    body: list[Component] = []
    if said:
        body.append(text(said))
    body += named_rows(given.fields, given.words, margin="lg" if body else "none")
    if when:
        body.append(note(when, margin="lg" if body else "none"))
    buttons = link_button(given.link_label or given.words.details, given.link) + given.buttons
    return flex_message(
        title=f"{line(label, 40)}: {given.title}",
        alt_text=[
            given.text or "",
            *(f"{name}: {value}" for name, value in given.fields.items()),
            given.source or "",
            given.time or "",
        ],
        header=header(given.title, color, label, given.source or ""),
        body=body,
        buttons=flex_buttons(buttons, color),
        reads_like=[given.title, given.text],
    )


alert = Card("alert", AlertCard, _alert)
"""Return an alert as a flex message object; its values are those of `AlertCard`."""
