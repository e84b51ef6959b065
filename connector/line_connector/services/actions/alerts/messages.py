"""The alert cards of a group: the worst as cards of their own, the others counted."""

from __future__ import annotations

from typing import Any

from line_connector.cards.alert_card import Severity, alert
from line_connector.cards.buttons import CardButton, usable_link
from line_connector.cards.words import WORDS, Language, Words
from line_connector.services.actions.alerts.webhook import Alert, AlertGroup

_MOST_CARDS = 5
"""Message objects of one push."""

_SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(("critical", "page", "fatal", "emergency", "disaster", "p1"), "critical"),
    **dict.fromkeys(("error", "major", "high", "p2"), "error"),
    **dict.fromkeys(("warning", "warn", "minor", "medium", "average", "p3"), "warning"),
    **dict.fromkeys(("info", "informational", "low", "notice", "none", "p4", "p5"), "info"),
}
"""What people write into the label `severity`; there is no standard."""

_ORDER: tuple[Severity, ...] = ("critical", "error", "warning", "info", "success")

_SAID_ELSEWHERE = frozenset({"alertname", "severity"})


def messages_of(group: AlertGroup, source: str, language: Language = "en") -> list[dict[str, Any]]:
    """Return the message objects of a group, at most five.

    Args:
        group: the alerts.
        source: what sent them, for people.
        language: of the cards' own words.
    """
    alerts = sorted(group.alerts, key=lambda each: _ORDER.index(_severity(each)))
    total = len(alerts) + group.truncated_alerts
    shown = alerts if total <= _MOST_CARDS else alerts[: _MOST_CARDS - 1]
    cards = [_card(each, source, language) for each in shown]
    if total > len(shown):
        cards.append(_card_of_others(alerts[len(shown) :], total - len(shown), source, language))
    return cards


def _severity(each: Alert) -> Severity:
    if each.is_resolved:
        return "success"
    return _SEVERITIES.get(each.label("severity").strip().lower(), "error")


def _label(each: Alert, words: Words) -> str:
    """Return the word above the title: the rule's own severity is the best there is."""
    if each.is_resolved:
        return words.resolved
    own = each.label("severity").strip()
    return getattr(words, own.lower()) if own.lower() in _ORDER else own or words.firing


def _card(each: Alert, source: str, language: Language) -> dict[str, Any]:
    words = WORDS[language]
    buttons = _buttons(
        (words.details, usable_link(each.panel_url, each.dashboard_url, each.generator_url)),
        (words.runbook, usable_link(each.annotation("runbook_url"))),
        (words.silence, None if each.is_resolved else usable_link(each.silence_url)),
    )
    return alert.build(
        {
            "title": each.title,
            "severity": _severity(each),
            "label": _label(each, words),
            "text": each.annotation("description", "message"),
            "fields": {
                name: text
                for name, text in (each.labels or {}).items()
                if name not in _SAID_ELSEWHERE and not name.startswith("__")
            },
            "buttons": buttons,
            "time": each.time,
            "source": source,
            "language": language,
        }
    )


def _card_of_others(
    others: list[Alert], count: int, source: str, language: Language
) -> dict[str, Any]:
    """Return one card that counts the alerts without a card, and names those that are known."""
    words = WORDS[language]
    named = {
        f"{number}. {_label(each, words)}": each.title for number, each in enumerate(others, 1)
    }
    return alert.build(
        {
            "title": words.and_more(count),
            "severity": _severity(others[0]) if others else "info",
            "label": words.firing if any(not each.is_resolved for each in others) else "",
            "fields": named,
            "source": source,
            "language": language,
        }
    )


def _buttons(*named: tuple[str, str | None]) -> list[CardButton]:
    """Return a button for each label that has a link."""
    return [CardButton(label=label, link=link) for label, link in named if link]
