"""Learn who the account's friends are, in percentages."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetFriendsDemographicsInput(Input):
    """No input."""


class GenderShare(Body):
    """How many of the friends have a gender."""

    gender: Literal["male", "female", "unknown"] | str | None = None
    """Gender."""

    percentage: float | None = None
    """Percent of the friends, with one decimal."""


class AgeShare(Body):
    """How many of the friends are of an age."""

    age: (
        Literal[
            "from0to14",
            "from15to19",
            "from20to24",
            "from25to29",
            "from30to34",
            "from35to39",
            "from40to44",
            "from45to49",
            "from50",
            "from50to54",
            "from55to59",
            "from60to64",
            "from65to69",
            "from70",
            "unknown",
        ]
        | str
        | None
    ) = None
    """Years. Friends of a Thai account below 20 are `unknown`."""

    percentage: float | None = None
    """Percent of the friends, with one decimal."""


class AreaShare(Body):
    """How many of the friends live in an area."""

    area: str | None = None
    """Name of the area in the account's country, such as `東京`, `台北市` or `Bangkok`; else
    `unknown`."""

    percentage: float | None = None
    """Percent of the friends, with one decimal."""


class AppTypeShare(Body):
    """How many of the friends use an operating system."""

    app_type: Literal["ios", "android", "others"] | str | None = None
    """Operating system."""

    percentage: float | None = None
    """Percent of the friends, with one decimal."""


class SubscriptionPeriodShare(Body):
    """How many of the friends have been friends for a time."""

    subscription_period: (
        Literal[
            "within7days",
            "within30days",
            "within90days",
            "within180days",
            "within365days",
            "over365days",
            "unknown",
        ]
        | str
        | None
    ) = None
    """Time since they became friends; each value begins where the one before ends."""

    percentage: float | None = None
    """Percent of the friends, with one decimal."""


class GetFriendsDemographicsBody(Body):
    """Shares of the friends by attribute; the lists are empty where they are not available."""

    available: bool | None = None
    """False if the target reach is below 20, or the account is not from Japan, Thailand or
    Taiwan."""

    genders: list[GenderShare] = []
    """Shares by gender."""

    ages: list[AgeShare] = []
    """Shares by age."""

    areas: list[AreaShare] = []
    """Shares by area."""

    app_types: list[AppTypeShare] = []
    """Shares by operating system."""

    subscription_periods: list[SubscriptionPeriodShare] = []
    """Shares by the time since they became friends."""


class GetFriendsDemographics(Action[GetFriendsDemographicsInput, GetFriendsDemographicsBody]):
    """Show the friends' gender, age, area, operating system and time as friends, in percent.

    LINE estimates these attributes; what it tells is about three days old.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-demographic
    """

    method = "GET"
    path = "/v2/bot/insight/demographic"
    rate_limit = "60/h"
