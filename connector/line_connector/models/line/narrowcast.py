"""Who a narrowcast reaches: recipients, demographic filters and a limit.

Source: https://developers.line.biz/en/reference/messaging-api/#send-narrowcast-message
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from line_connector.models.line.ids import AudienceGroupId, RequestId
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

_MOST = 10

Gender = Literal["male", "female"]
"""A gender, as estimated by LINE."""

AppType = Literal["ios", "android"]
"""A device's system."""

Age = Literal[
    "age_15",
    "age_20",
    "age_25",
    "age_30",
    "age_35",
    "age_40",
    "age_45",
    "age_50",
    "age_55",
    "age_60",
    "age_65",
    "age_70",
]
"""An age in years, as estimated by LINE."""

AreaCode = Annotated[
    str,
    Pattern(
        "jp_(?:0[1-9]|[1-3][0-9]|4[0-7])|tw_(?:0[1-9]|1[0-9]|2[0-2])|th_0[1-8]|id_(?:0[1-9]|1[0-2])",
        "must be jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08 or id_01 to id_12",
    ),
]
"""An area: a prefecture of Japan (Hokkaido jp_01, Tokyo jp_13, Aichi jp_23, Osaka jp_27, Fukuoka
jp_40, Okinawa jp_47), a city or county of Taiwan, a region of Thailand (Bangkok th_01), or a city
of Indonesia."""

SubscriptionPeriod = Literal["day_7", "day_30", "day_90", "day_180", "day_365"]
"""How long a user has been a friend."""


class Operator(Input):
    """Conditions combined. Exactly one of `and`, `or` and `not`."""

    type: Literal["operator"] = "operator"

    and_: list[Any] | None = None
    or_: list[Any] | None = None
    not_: Any = None

    def operands(self) -> dict[str, list[Any]]:
        """Return the conditions under each operator given."""
        operands = {"and": self.and_, "or": self.or_, "not": self.not_ and [self.not_]}
        return {name: conditions for name, conditions in operands.items() if conditions is not None}

    def leaves(self) -> Iterator[Any]:
        """Yield the conditions that are no operators, at any depth."""
        for condition in chain(*self.operands().values()):
            yield from condition.leaves() if isinstance(condition, Operator) else [condition]

    def operators(self) -> int:
        """Count the operators at any depth, this one included."""
        conditions = chain(*self.operands().values())
        return 1 + sum(inner.operators() for inner in conditions if isinstance(inner, Operator))

    def errors(self) -> Iterator[Problem]:
        """Yield none or several operators in one, and too many conditions."""
        given = list(self.operands())
        if not given:
            yield Problem((), "must have one of and, or, not")
        for name in given[1:]:
            yield Problem((name,), f"must not be given together with {given[0]}")
        count = sum(1 for _ in self.leaves())
        if count > _MOST:
            yield Problem((), f"must have at most {_MOST} conditions in all, has {count}")


class AudienceRecipient(Input):
    """The users of an audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-recipient
    """

    type: Literal["audience"] = "audience"

    audience_group_id: AudienceGroupId
    """ID of the audience, which must be READY."""


class RedeliveryRecipient(Input):
    """The recipients of an earlier narrowcast.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-recipient
    """

    type: Literal["redelivery"] = "redelivery"

    request_id: RequestId
    """Request ID of a narrowcast of the last 14 days that has succeeded."""


class OperatorRecipient(Operator):
    """Recipients combined: exactly one of `and`, `or` and `not`, at most 10 recipients in all.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-recipient
    """

    and_: Annotated[list[Recipient], Field(min_length=1)] | None = None
    """Users who are in all of these."""

    or_: Annotated[list[Recipient], Field(min_length=1)] | None = None
    """Users who are in any of these."""

    not_: Recipient | None = None
    """Users who are not in this."""


Recipient = Annotated[AudienceRecipient | RedeliveryRecipient | OperatorRecipient, OneOf()]


class GenderDemographicFilter(Input):
    """People of some genders.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    type: Literal["gender"] = "gender"

    one_of: Annotated[list[Gender], Field(min_length=1)]
    """The genders: male, female."""


class AppTypeDemographicFilter(Input):
    """People with some kinds of device.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    type: Literal["appType"] = "appType"

    one_of: Annotated[list[AppType], Field(min_length=1)]
    """The systems: ios, android."""


class AreaDemographicFilter(Input):
    """People in some areas.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    type: Literal["area"] = "area"

    one_of: Annotated[list[AreaCode], Field(min_length=1)]
    """The areas' codes: jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08, id_01 to id_12."""

    def warnings(self) -> Iterator[Problem]:
        """Yield areas that LINE's documentation has dropped, though not its specification."""
        for position, code in enumerate(self.one_of):
            if code.startswith("id_"):
                yield warning(("oneOf", position), "may be refused: no longer documented")


class RangeFilter(Input):
    """People between two steps of a scale."""

    def steps(self) -> tuple[str | None, str | None, Sequence[str]]:
        """Return the lower step, the upper one and the scale."""
        raise NotImplementedError

    def errors(self) -> Iterator[Problem]:
        """Yield a range without ends, and one that nobody is in."""
        lower, upper, scale = self.steps()
        if lower is None and upper is None:
            yield Problem((), "must have gte, lt or both")
        elif lower and upper and scale.index(lower) >= scale.index(upper):
            yield Problem(("lt",), "must be more than gte")


class AgeDemographicFilter(RangeFilter):
    """People of some ages. At least one of `gte` and `lt`.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    type: Literal["age"] = "age"

    gte: Age | None = None
    """Minimum age, inclusive."""

    lt: Age | None = None
    """Maximum age, exclusive."""

    def steps(self) -> tuple[str | None, str | None, Sequence[str]]:
        """Return the lower age, the upper one and all ages."""
        return self.gte, self.lt, get_args(Age)


class SubscriptionPeriodDemographicFilter(RangeFilter):
    """People who have been friends for some time. At least one of `gte` and `lt`.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    type: Literal["subscriptionPeriod"] = "subscriptionPeriod"

    gte: SubscriptionPeriod | None = None
    """Minimum time, inclusive."""

    lt: SubscriptionPeriod | None = None
    """Maximum time, exclusive."""

    def steps(self) -> tuple[str | None, str | None, Sequence[str]]:
        """Return the shorter time, the longer one and all times."""
        return self.gte, self.lt, get_args(SubscriptionPeriod)


class OperatorDemographicFilter(Operator):
    """Filters combined: exactly one of `and`, `or` and `not`, at most 10 filters in all.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-demographic-filter
    """

    and_: Annotated[list[DemographicFilter], Field(min_length=1)] | None = None
    """Users who match all of these."""

    or_: Annotated[list[DemographicFilter], Field(min_length=1)] | None = None
    """Users who match any of these."""

    not_: DemographicFilter | None = None
    """Users who do not match this."""

    def warnings(self) -> Iterator[Problem]:
        """Yield more than ten filters, should LINE count operators among them."""
        filters = sum(1 for _ in self.leaves())
        if filters <= _MOST < filters + self.operators():
            yield warning((), f"may be refused: more than {_MOST} filters with the operators")


DemographicFilter = Annotated[
    GenderDemographicFilter
    | AgeDemographicFilter
    | AppTypeDemographicFilter
    | AreaDemographicFilter
    | SubscriptionPeriodDemographicFilter
    | OperatorDemographicFilter,
    OneOf(),
]


class Filter(Input):
    """Which friends a narrowcast reaches, by the demographic data that LINE estimates."""

    demographic: DemographicFilter | None = None
    """Users by gender, age, device, area or time of friendship. Everyone if absent."""


class Limit(Input):
    """How many people a narrowcast reaches at most.

    Source: https://developers.line.biz/en/reference/messaging-api/#narrowcast-limit
    """

    max: Annotated[int, Integer(1, LARGEST_INT32)] | None = None
    """Maximum number of recipients, chosen at random; from 1."""

    up_to_remaining_quota: Boolean | None = None
    """Whether to limit recipients to the remaining monthly quota. Not if absent."""

    forbid_partial_delivery: Boolean | None = None
    """Whether to send to nobody rather than to some; with `upToRemainingQuota` only. Not if
    absent."""

    def errors(self) -> Iterator[Problem]:
        """Yield the property that needs another."""
        if self.forbid_partial_delivery and not self.up_to_remaining_quota:
            yield Problem(("forbidPartialDelivery",), "needs upToRemainingQuota true")
