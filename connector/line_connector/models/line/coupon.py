"""What a coupon gives, who can get it, and its time zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT64, Integer
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf

UnixSeconds = Annotated[int, Integer(0, LARGEST_INT64)]
"""A time: seconds since 1970-01-01, UTC."""

Amount = Annotated[int, Integer(1, LARGEST_INT64)]
"""An amount of money: yen, or the currency of the account's country (Taiwan, Thailand)."""

Percentage = Annotated[int, Integer(1, 99)]
"""A share, in percent."""

CouponTimezone = Literal[
    "ETC_GMT_MINUS_12",
    "ETC_GMT_MINUS_11",
    "PACIFIC_HONOLULU",
    "AMERICA_ANCHORAGE",
    "AMERICA_LOS_ANGELES",
    "AMERICA_PHOENIX",
    "AMERICA_CHICAGO",
    "AMERICA_NEW_YORK",
    "AMERICA_CARACAS",
    "AMERICA_SANTIAGO",
    "AMERICA_ST_JOHNS",
    "AMERICA_SAO_PAULO",
    "ETC_GMT_MINUS_2",
    "ATLANTIC_CAPE_VERDE",
    "EUROPE_LONDON",
    "EUROPE_PARIS",
    "EUROPE_ISTANBUL",
    "EUROPE_MOSCOW",
    "ASIA_TEHRAN",
    "ASIA_TBILISI",
    "ASIA_KABUL",
    "ASIA_TASHKENT",
    "ASIA_COLOMBO",
    "ASIA_KATHMANDU",
    "ASIA_ALMATY",
    "ASIA_RANGOON",
    "ASIA_BANGKOK",
    "ASIA_TAIPEI",
    "ASIA_TOKYO",
    "AUSTRALIA_DARWIN",
    "AUSTRALIA_SYDNEY",
    "ASIA_VLADIVOSTOK",
    "ETC_GMT_PLUS_12",
    "PACIFIC_TONGATAPU",
]
"""A time zone, by LINE's name. `ETC_GMT_MINUS_12` is UTC-12, `ETC_GMT_PLUS_12` is UTC+12."""


class FixedPrice(Input):
    """An amount of money off, or back."""

    type: Literal["fixed"] = "fixed"

    fixed_amount: Amount
    """How much, in the account's currency."""


class PercentagePrice(Input):
    """A share of the price off, or back."""

    type: Literal["percentage"] = "percentage"

    percentage: Percentage
    """How much, 1 to 99 percent."""


class ExplicitPrice(Input):
    """The price before, crossed out, and after."""

    type: Literal["explicit"] = "explicit"

    original_price: Amount
    """Price before, in the account's currency."""

    price_after_discount: Amount
    """Price after, in the account's currency."""


class DiscountReward(Input):
    """Something becomes cheaper."""

    type: Literal["discount"] = "discount"

    price_info: Annotated[FixedPrice | PercentagePrice | ExplicitPrice, OneOf()]
    """By how much."""


class CashBackReward(Input):
    """Money comes back."""

    type: Literal["cashBack"] = "cashBack"

    price_info: Annotated[FixedPrice | PercentagePrice, OneOf()]
    """How much."""


class FreeReward(Input):
    """Something is free."""

    type: Literal["free"] = "free"


class GiftReward(Input):
    """Something is added as a gift."""

    type: Literal["gift"] = "gift"


class OthersReward(Input):
    """Something else, which the coupon describes."""

    type: Literal["others"] = "others"


Reward = DiscountReward | FreeReward | GiftReward | CashBackReward | OthersReward
"""What a coupon gives."""


class NormalAcquisition(Input):
    """Everybody can get it."""

    type: Literal["normal"] = "normal"


class LotteryAcquisition(Input):
    """Who wins a lottery can get it."""

    type: Literal["lottery"] = "lottery"

    lottery_probability: Percentage
    """Chance to win, 1 to 99 percent."""

    max_acquire_count: Annotated[int, Integer(-1, 999_999)]
    """How many can win, 1 to 999,999; -1 for any number."""

    def errors(self) -> Iterator[Problem]:
        """Yield a lottery that nobody can win."""
        if self.max_acquire_count == 0:
            yield Problem(("maxAcquireCount",), "must be 1 to 999999, or -1 for no limit")


AcquisitionCondition = NormalAcquisition | LotteryAcquisition
"""Who can get a coupon. Those for bringing friends are made in LINE Official Account Manager."""
