"""Count the account's friends on a day."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.models.line.sending import Day
from line_connector.schema.model import Body, Input


class GetNumberOfFollowersInput(Input):
    """Which day."""

    date: Day
    """Day to count at: yyyyMMdd, in Japan's time zone (UTC+9)."""


class GetNumberOfFollowersBody(Body):
    """Friends of the account at the end of a day; null until they are counted."""

    status: Literal["ready", "unready", "out_of_service"] | str | None = None
    """`ready`; `unready` (not counted yet, mostly until the next day); `out_of_service` (before
    2016-11-01)."""

    followers: int | None = None
    """Users who ever became friends; blocking the account or leaving LINE takes none away."""

    targeted_reaches: int | None = None
    """Friends that messages can be targeted at by gender, age or area: active ones, of whom these
    are known well enough."""

    blocks: int | None = None
    """Users who block the account."""


class GetNumberOfFollowers(Action[GetNumberOfFollowersInput, GetNumberOfFollowersBody]):
    """Count the users who became friends of the account up to a day, and who block it.

    Raises:
        BadRequestError: LINE does not take the date.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-number-of-followers
    """

    method = "GET"
    path = "/v2/bot/insight/followers"
    rate_limit = "60/h"
    example = {"date": "20260131"}
