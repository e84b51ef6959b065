"""A message over several channels: who gets it, and what it is on each of them.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from line_connector.models.any_json import JsonObject
from line_connector.models.infobip.datetimes import SendAt
from line_connector.models.infobip.omni.destination import OmniDestination
from line_connector.models.infobip.omni.kakao import OmniKakaoAlim, OmniKakaoChingu, OmniVKontakte
from line_connector.models.infobip.omni.line import OmniLine
from line_connector.models.infobip.omni.push import OmniPush
from line_connector.models.infobip.omni.scenario import ScenarioKey
from line_connector.models.infobip.omni.sms import OmniEmail, OmniSms, OmniVoice
from line_connector.models.infobip.omni.viber import OmniViber
from line_connector.models.infobip.omni.whatsapp import OmniWhatsApp
from line_connector.models.infobip.values import Looks, ReportContentType
from line_connector.models.infobip.webhooks import CallbackData
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean
from line_connector.schema.problems import Problem, warning

_NO_LONGER_DOCUMENTED = ("facebook", "parseco")


class OmniMessage(Input):
    """A message over several channels."""

    scenario_key: ScenarioKey | None = None
    """Key of the scenario that says which channels are tried. The account's default if absent."""

    bulk_id: Annotated[str, Looks(r"(?s).{0,100}", "at most 100 characters")] | None = None
    """Your own ID for the whole request, best at most 100 characters. Generated if absent."""

    destinations: Annotated[list[OmniDestination], Field(min_length=1)]
    """People who get it, at least one."""

    line: OmniLine | None = None
    """The message on LINE: TEXT, IMAGE, VIDEO, AUDIO, STICKER or FLEX."""

    sms: OmniSms | None = None
    """The message as a text message."""

    email: OmniEmail | None = None
    """The message as an e-mail."""

    voice: OmniVoice | None = None
    """The message read out on the telephone."""

    push: OmniPush | None = None
    """The message as a push notification of your app."""

    viber: OmniViber | None = None
    """The message on Viber."""

    whats_app: OmniWhatsApp | None = None
    """The message on WhatsApp."""

    kakao_alim: OmniKakaoAlim | None = None
    """The message as a KakaoTalk notification (Alim Talk)."""

    kakao_chingu: OmniKakaoChingu | None = None
    """The message as a KakaoTalk friend's message (Chingu Talk)."""

    v_kontakte: OmniVKontakte | None = None
    """The message on VKontakte."""

    facebook: JsonObject | None = None
    """The message on Facebook. No longer documented."""

    parseco: JsonObject | None = None
    """The message on Parseco. No longer documented."""

    send_at: SendAt | None = None
    """When the first channel is tried: a date and time with its offset from UTC, at most 180 days
    ahead. At once if absent. A scheduled message can be neither moved nor cancelled."""

    notify: Boolean | None = None
    """False: no delivery report is pushed at all."""

    notify_url: str | None = None
    """Your server's address for delivery reports. Your account's subscription if absent."""

    notify_content_type: ReportContentType | None = None
    """How reports are written: application/json or application/xml."""

    callback_data: CallbackData | None = None
    """Your own data, returned in the report, at most 4000 characters."""

    intermediate_report: Boolean | None = None
    """Whether reports come before the final one as well. Not if absent."""

    def warnings(self) -> Iterator[Problem]:
        """Yield channels of old documentation."""
        for name in _NO_LONGER_DOCUMENTED:
            if getattr(self, name) is not None:
                yield warning((name,), "may be refused: no longer documented")
