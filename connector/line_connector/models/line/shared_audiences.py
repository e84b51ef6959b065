"""Audiences that are shared in the Business Manager."""

from __future__ import annotations

from typing import Literal

from line_connector.models.line.audiences import AudienceGroup, SharedCreateRoute
from line_connector.schema.model import Body


class KeywordCondition(Body):
    """A condition on a visited address."""

    condition_type: Literal["CONTAIN", "NOT_CONTAIN", "EQUAL_TO"] | str | None = None
    """How the keywords are compared."""

    keywords: list[str] | None = None
    """The keywords."""


class WebTraffic(Body):
    """Who visited which pages; lists have only the first four."""

    webtraffic_is_my_tag: bool | None = None
    """Whether the LINE Tag is the account's own."""

    webtraffic_bm_tag_sharing_status: Literal["SHARED", "UNSHARED", "ERROR"] | str | None = None
    """Whether the tag is shared; `ERROR` if that cannot be told now."""

    webtraffic_is_tag_deleted: bool | None = None
    """Whether the LINE Tag was deleted."""

    webtraffic_tag_create_route: str | None = None
    """What the tag was made with."""

    webtraffic_visit_type: Literal["VISIT_ALL", "URL_MATCHING", "EVENT_MATCHING"] | str | None = (
        None
    )
    """Which visits count: all, those of some addresses, or events."""

    webtraffic_retention_days: int | str | None = None
    """Days a visitor stays in the audience."""

    webtraffic_tag_event_type: Literal["CONVERSION_EVENT", "CUSTOM_EVENT"] | str | None = None
    """Kind of event."""

    webtraffic_custom_event_name: str | None = None
    """Name of the event."""

    webtraffic_matching_type: Literal["NORMAL"] | str | None = None
    """How events are compared."""

    webtraffic_condition_group: list[KeywordCondition] | None = None
    """The conditions."""

    webtraffic_tag_id: str | None = None
    """ID of the tag."""

    webtraffic_tag_owner_name: str | None = None
    """Name of the account that issued the LINE Tag."""


class SharedAudienceGroup(AudienceGroup):
    """An audience that may be another account's."""

    create_route: SharedCreateRoute | str | None = None
    """What it was made with, such as `BUSINESS_MANAGER`."""

    webtraffic: WebTraffic | None = None
    """Which visitors it has; only web traffic audiences have it."""
