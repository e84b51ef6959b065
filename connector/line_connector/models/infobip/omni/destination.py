"""Who gets an OMNI message: one person's addresses on all channels.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from line_connector.models.infobip.values import Characters, Filled, Looks, PhoneNumber
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning

_OLD = {"facebook_user_key": "facebookUserKey", "line_user_key": "lineUserKey"}


class OmniTo(Input):
    """One person's addresses on all channels of the scenario. At least one is needed."""

    phone_number: PhoneNumber | None = None
    """Phone number: digits, with the country code in front."""

    email_address: Filled | None = None
    """E-mail address."""

    push_registration_id: Filled | None = None
    """Push registration ID of an app on a device."""

    whats_app_user_id: (
        Annotated[
            str,
            Characters(150, least=1),
            Looks(r"[A-Z]{2}\.[A-Za-z0-9]+", "a country code, a dot, letters and digits"),
        ]
        | None
    ) = None
    """WhatsApp user ID, at most 150 characters; the phone number wins where both are given."""

    facebook_user_key: Filled | None = None
    """Facebook user key. No longer documented."""

    line_user_key: Filled | None = None
    """LINE user key. No longer documented."""

    def errors(self) -> Iterator[Problem]:
        """Yield a person without any address."""
        given = type(self).model_fields.keys() & self.model_fields_set
        if not any(getattr(self, name) for name in given) and not self.model_extra:
            yield Problem((), "must have an address, such as phoneNumber")

    def warnings(self) -> Iterator[Problem]:
        """Yield addresses of old documentation."""
        for name, wire_name in _OLD.items():
            if getattr(self, name) is not None:
                yield warning((wire_name,), "may be refused: no longer documented")


class OmniDestination(Input):
    """One person who gets the message."""

    to: OmniTo
    """The person's addresses on all channels of the scenario."""

    message_id: Annotated[str, Looks(r"(?s).{0,200}", "at most 200 characters")] | None = None
    """Your own ID for the message to this person, best at most 200 characters. Generated if
    absent."""
