"""Audiences: their names, and what LINE tells of them."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator

from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Body, rule
from line_connector.schema.numbers import LARGEST_INT64, Boolean, Integer

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

AudienceStatus = Literal["IN_PROGRESS", "READY", "FAILED", "EXPIRED", "INACTIVE", "ACTIVATING"]
CreateRoute = Literal["OA_MANAGER", "MESSAGING_API", "POINT_AD", "AD_MANAGER"]
SharedCreateRoute = Literal[
    "OA_MANAGER",
    "MESSAGING_API",
    "POINT_AD",
    "AD_MANAGER",
    "BUSINESS_MANAGER",
    "YAHOO_DISPLAY_ADS",
]
FailedType = Literal["AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT", "INTERNAL_ERROR"]

AudienceType: TypeAlias = (
    Literal[
        "UPLOAD",
        "CLICK",
        "IMP",
        "CHAT_TAG",
        "FRIEND_PATH",
        "RESERVATION",
        "APP_EVENT",
        "VIDEO_VIEW",
        "WEBTRAFFIC",
        "IMAGE_CLICK",
        "RICHMENU_IMP",
        "RICHMENU_CLICK",
        "POP_AD_IMP",
        "TRACKINGTAG_WEBTRAFFIC",
    ]
    | str
)


def _checked_name(name: str) -> str:
    if _CONTROL.search(name):
        raise rule("must not contain control characters, such as a line break")
    if not name.strip():
        raise rule("must not be empty or only spaces")
    return name


AudienceName = Annotated[str, Utf16Length(120, 1), AfterValidator(_checked_name)]
"""Name of an audience, in one line."""

UploadDescription = Annotated[str, Utf16Length(300, 0)] | None
"""Description of one upload."""

IsIfaAudience = Boolean | None
"""Whether an audience is of IFAs."""

PageNumber = Annotated[int, Integer(1, LARGEST_INT64)]
"""Number of a page, from 1."""

PageSize = Annotated[int, Integer(1, 40)] | None
"""Audiences on a page."""


class CreatedAudience(Body):
    """An audience as it was when it was made; LINE fills it later."""

    audience_group_id: int | None = None
    """The audience's ID, for narrowcasts and for everything else here."""

    create_route: Literal["MESSAGING_API"] | str | None = None
    """What it was made with: `MESSAGING_API`."""

    type: AudienceType | None = None
    """`UPLOAD`, `CLICK` or `IMP`."""

    description: str | None = None
    """Its name."""

    created: int | None = None
    """When it was made, in seconds since 1970."""

    permission: Literal["READ", "READ_WRITE"] | str | None = None
    """`READ_WRITE`: it can be used and changed."""

    expire_timestamp: int | None = None
    """When it expires, in seconds since 1970: 180 days later."""

    is_ifa_audience: bool | None = None
    """Whether it is of IFAs; else of user IDs."""


class CreatedRetargetingAudience(CreatedAudience):
    """An audience of people who saw a message, or tapped a link in it."""

    request_id: str | None = None
    """Request ID of the message."""


class AudienceGroup(Body):
    """An audience."""

    audience_group_id: int | None = None
    """Its ID."""

    type: AudienceType | None = None
    """What its people have in common, such as `UPLOAD`: their IDs were uploaded."""

    description: str | None = None
    """Its name."""

    status: AudienceStatus | str | None = None
    """Messages can be sent to it while it is `READY`; `IN_PROGRESS` can last for hours, and stays
    while it has nobody, or fewer than 50 people where so many are needed."""

    failed_type: FailedType | str | None = None
    """Why it failed."""

    audience_count: int | None = None
    """Users in it, also those who blocked the account. Below 20 it is 0, but for uploaded user
    IDs and chat tags."""

    created: int | None = None
    """When it was made, in seconds since 1970."""

    request_id: str | None = None
    """Request ID of the message that its people saw or tapped; only `CLICK` and `IMP` have one."""

    click_url: str | None = None
    """Link that its people tapped; only `CLICK` has one, and not if any link counts."""

    is_ifa_audience: bool | None = None
    """Whether it is of IFAs; else of user IDs."""

    permission: Literal["READ", "READ_WRITE"] | str | None = None
    """Whether this channel can change it (`READ_WRITE`) or only use it (`READ`)."""

    create_route: CreateRoute | str | None = None
    """What it was made with, such as `OA_MANAGER`, LINE Official Account Manager."""

    expire_timestamp: int | None = None
    """When it expires, in seconds since 1970; not every audience does."""

    activated: int | None = None
    """When it was activated, in seconds since 1970; only audiences of ads have it."""

    inactivated_timestamp: int | None = None
    """When it became inactive, in seconds since 1970; only audiences of ads have it."""


class AudienceJob(Body):
    """One upload of IDs to an audience."""

    audience_group_job_id: int | None = None
    """Its ID."""

    audience_group_id: int | None = None
    """The audience's ID."""

    description: str | None = None
    """The upload's `uploadDescription`."""

    type: Literal["DIFF_ADD"] | str | None = None
    """`DIFF_ADD`: IDs are added."""

    job_status: Literal["QUEUED", "WORKING", "FINISHED", "FAILED"] | str | None = None
    """Its IDs are in the audience once it is `FINISHED`."""

    failed_type: FailedType | str | None = None
    """Why it failed."""

    audience_count: int | None = None
    """IDs that were added."""

    created: int | None = None
    """When it began, in seconds since 1970."""


class AudienceUploads(Body):
    """The uploads to an audience."""

    jobs: list[AudienceJob] | None = None
    """At most 50 uploads; empty where the audience is not of uploaded IDs."""


class PageFacts(Body):
    """What is told with a page of audiences."""

    has_next_page: bool | None = None
    """Whether another page follows."""

    total_count: int | None = None
    """Audiences on all pages."""

    read_write_audience_group_total_count: int | None = None
    """Those of them that this channel can change."""

    page: int | None = None
    """The page's number."""

    size: int | None = None
    """Audiences on a page at most."""
