"""The report: figures of a period, as a table and a picture."""

from __future__ import annotations

from typing import Any

from line_connector.cards.buttons import flex_buttons, link_button
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.card_values import CardValues
from line_connector.cards.colors import SLATE
from line_connector.cards.components import Component, text
from line_connector.cards.cutting import paragraph
from line_connector.cards.header import header
from line_connector.cards.message import flex_message
from line_connector.cards.picture import picture
from line_connector.cards.table import table_rows
from line_connector.cards.values import Link, Picture, Shown, Title

_LONGEST_SUMMARY = 1000


class CardTable(CardValues):
    """Rows of values below headers."""

    headers: list[Shown] = []
    """Names of the columns."""

    rows: list[list[Shown]] = []
    """Rows of values, in the columns' order."""


class ReportCard(CardInput):
    """Figures of a period: a table, a picture of a chart, a summary."""

    title: Title
    """What is reported."""

    period: Shown | None = None
    """Which time it is about, such as November 2026."""

    summary: Shown | None = None
    """What the figures say, in sentences."""

    table: CardTable | None = None
    """The figures."""

    picture: Picture | None = None
    """HTTPS URL of a picture, such as a chart: JPEG or PNG."""

    link: Link | None = None
    """Address of the whole report: a button."""


def _report(given: ReportCard) -> dict[str, Any]:
    said = paragraph(given.summary or "", _LONGEST_SUMMARY)
    body: list[Component] = [text(said)] if said else []
    rows: list[list[str]] = []
    if given.table is not None:
        rows = given.table.rows
        body += table_rows(given.table.headers, rows, given.words, margin="lg" if body else "none")
    return flex_message(
        title=given.title,
        alt_text=[
            given.period or "",
            given.summary or "",
            *(" ".join(filter(None, each)) for each in rows),
        ],
        header=header(given.title, SLATE, given.period or ""),
        hero=picture(given.picture, whole=True),
        body=body,
        buttons=flex_buttons(link_button(given.words.details, given.link)),
        reads_like=[given.title, given.summary],
    )


report = Card("report", ReportCard, _report)
"""Return a report as a flex message object; its values are those of `ReportCard`."""
