"""What the laws of some countries require of a text message.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.infobip.values import Characters, Int32
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning


class IndiaDlt(Input):
    """India: registration on the distributed ledger (DLT)."""

    principal_entity_id: str
    """Your DLT principal entity ID."""

    content_template_id: str | None = None
    """ID of the registered DLT template that the text follows."""

    telemarketer_id: str | None = None
    """Your telemarketer ID; aggregators need it."""


class TurkeyIys(Input):
    """Turkey: consent system (IYS) for promotional texts."""

    recipient_type: Literal["BIREYSEL", "TACIR"]
    """Kind of recipient: BIREYSEL (a person) or TACIR (a merchant)."""

    brand_code: Int32 | None = None
    """ID of the company by its VAT number. Your Infobip account's if absent."""


class SouthKorea(Input):
    """South Korea: title and reseller."""

    title: Annotated[str, Characters(66)] | None = None
    """Title of the text, at most 66 characters."""

    reseller_code: Int32 | None = None
    """The reseller's registration number, 9 digits."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a registration number of another length."""
        if self.reseller_code is not None and not 10**8 <= self.reseller_code < 10**9:
            yield warning(("resellerCode",), "may be refused: not 9 digits")


class SmsRegional(Input):
    """What the law of the recipient's country requires."""

    india_dlt: IndiaDlt | None = None
    """For recipients in India."""

    turkey_iys: TurkeyIys | None = None
    """For promotional texts to recipients in Turkey."""

    south_korea: SouthKorea | None = None
    """For recipients in South Korea."""
