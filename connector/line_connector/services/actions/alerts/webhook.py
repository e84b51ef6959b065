"""What Alertmanager and Grafana send: a group of alerts that fire or are resolved.

Grafana's body is Alertmanager's with a few addresses more.

Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
Source: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError

from line_connector.cards.cutting import is_blank
from line_connector.cards.values import Shown
from line_connector.errors import InputError
from line_connector.schema.model import Body
from line_connector.schema.problems import problems_of
from line_connector.services.actions.headers import ACCOUNT

PATH = "/v1/alerts"

SOURCES = {"alertmanager": "Alertmanager", "grafana": "Grafana"}
"""What sends alerts, by the last step of the path."""

PARAMETERS = ("to", "language", "silent", "remind", ACCOUNT)
"""What the query can say."""

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*?(Z|[+-]\d\d:\d\d)")
_NEVER = "0001-01-01"
"""What Go writes for no time."""

Texts = dict[str, Shown] | None


class Alert(Body):
    """One alert."""

    status: str = "firing"

    labels: Texts = None

    annotations: Texts = None

    starts_at: str = ""
    """When it began to fire: RFC 3339."""

    ends_at: str = ""
    """When it was resolved; the year 1 while it fires."""

    generator_url: Annotated[str, Field(alias="generatorURL")] = ""
    """What raised it: an expression of Prometheus, a rule of Grafana."""

    panel_url: Annotated[str, Field(alias="panelURL")] = ""

    dashboard_url: Annotated[str, Field(alias="dashboardURL")] = ""

    silence_url: Annotated[str, Field(alias="silenceURL")] = ""

    fingerprint: str = ""
    """A hash of its labels."""

    @property
    def is_resolved(self) -> bool:
        """Whether it no longer fires."""
        return self.status == "resolved"

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        named = [self.annotation("summary", "title"), self.label("alertname"), "Alert"]
        return next(text for text in named if not is_blank(text))

    @property
    def time(self) -> str:
        """When it began, and when it ended if it did."""
        times = [_moment(self.starts_at), _moment(self.ends_at) if self.is_resolved else ""]
        return " → ".join(filter(None, times))

    @property
    def identity(self) -> str:
        """What tells it from others, and from its own next time."""
        labels = sorted((self.labels or {}).items())
        return json.dumps([self.fingerprint or labels, self.status, self.starts_at])

    def label(self, name: str) -> str:
        """Return a label, empty if there is none."""
        return (self.labels or {}).get(name, "")

    def annotation(self, *names: str) -> str:
        """Return the first annotation of these that there is, empty if there is none."""
        found = (self.annotations or {}).get
        return next((text for name in names if (text := found(name, ""))), "")


class AlertGroup(Body):
    """A webhook's body: the alerts of one group."""

    alerts: Annotated[list[Alert], Field(min_length=1)]

    group_key: str = ""
    """What identifies the group."""

    truncated_alerts: Annotated[int, Field(ge=0)] = 0
    """Alerts that were left out."""

    @property
    def identity(self) -> list[str]:
        """What tells this notification from others: the same for a repeated one."""
        return [self.group_key, *sorted(each.identity for each in self.alerts)]


def read_group(body: Mapping[str, Any]) -> AlertGroup:
    """Read a webhook's body.

    Raises:
        InputError: it is none of Alertmanager's or Grafana's.
    """
    try:
        return AlertGroup.model_validate(body)
    except ValidationError as error:
        raise InputError.of(problems_of(error)) from None


def _moment(text: str) -> str:
    """Return a time as people read it, to the minute; a text of another form stays as it is."""
    if text.startswith(_NEVER):
        return ""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return text
    day, minute, zone = found.groups()
    return f"{day} {minute} {'UTC' if zone == 'Z' else zone}"
