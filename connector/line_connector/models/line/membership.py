"""Membership plans, as LINE answers with them."""

from __future__ import annotations

from typing import Literal

from line_connector.schema.model import Body


class MembershipPlan(Body):
    """A plan that users pay for each month."""

    membership_id: int
    """ID of the plan."""

    title: str
    """Its name."""

    description: str
    """What it is."""

    benefits: list[str]
    """What members get, at most 5 lines."""

    price: float
    """Price of a month, in `currency`."""

    currency: Literal["JPY", "TWD", "THB"] | str
    """Currency of the price."""
