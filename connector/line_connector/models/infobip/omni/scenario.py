"""OMNI scenarios: which channels are tried, in which order.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from line_connector.schema.model import Body, Input
from line_connector.schema.numbers import Boolean
from line_connector.schema.problems import Problem, warning

OmniChannel = Literal[
    "SMS",
    "EMAIL",
    "VOICE",
    "PUSH",
    "VIBER",
    "LINE",
    "VKONTAKTE",
    "KAKAO_CHINGU",
    "KAKAO_ALIM",
    "WHATSAPP",
    "VK",
    "FACEBOOK",
    "PARSECO",
]
"""A channel; the last three are of documentation up to 2019."""

_NO_LONGER_DOCUMENTED = {"VK", "FACEBOOK", "PARSECO"}

ScenarioKey = Annotated[str, Field(min_length=1, coerce_numbers_to_str=True)]
"""Key of a scenario: in every sample 32 hex digits, in the specification a number."""


class OmniStep(Input):
    """One channel of a scenario."""

    channel: OmniChannel
    """Channel: SMS, EMAIL, VOICE, PUSH, VIBER, LINE, VKONTAKTE, KAKAO_CHINGU, KAKAO_ALIM,
    WHATSAPP."""

    from_: str | None = None
    """Your sender on this channel; for PUSH the application code, for EMAIL an address."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a channel of old documentation, and a step without sender."""
        if self.channel in _NO_LONGER_DOCUMENTED:
            yield warning(("channel",), "may be refused: no longer documented")
        if not self.from_:
            yield warning(("from",), "may be required")


class OmniScenario(Input):
    """Which channels are tried, in which order."""

    name: str | None = None
    """Name of the scenario."""

    flow: Annotated[list[OmniStep], Field(min_length=1)]
    """Channels in the order they are tried, at least one. The first that delivers ends it."""

    default: Boolean | None = None
    """Whether messages without a scenario of their own follow this one."""


class OmniStepBody(Body):
    """One channel of a scenario."""

    channel: str
    """The channel."""

    from_: str | None = None
    """Your sender on it."""


class OmniScenarioBody(Body):
    """A scenario."""

    key: ScenarioKey | None = None
    """Its key: what messages and later calls name it by."""

    name: str | None = None
    """Its name."""

    flow: list[OmniStepBody] = []
    """Channels in the order they are tried."""

    default: Boolean | None = None
    """Whether messages without a scenario of their own follow it."""


class OmniScenariosBody(Body):
    """Scenarios of an account."""

    scenarios: list[OmniScenarioBody] = []
    """The scenarios of this page."""
