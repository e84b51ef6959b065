"""LIFF apps: what is set for one, and what LINE answers about it.

Source: https://developers.line.biz/en/reference/liff-server/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic_core import core_schema

from line_connector.schema.model import Body, Input, rule
from line_connector.schema.numbers import Boolean
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

LiffId = Annotated[str, Pattern(r"[0-9]+-[0-9A-Za-z]+", "must be a LIFF ID: 1234567890-AbcdEfgh")]
"""ID of a LIFF app: its channel's ID, a hyphen, letters and digits."""

ViewType = Literal["compact", "tall", "full"]
Scope = Literal["openid", "email", "profile", "chat_message.write"]
BotPrompt = Literal["normal", "aggressive", "none"]
PermanentLinkPattern = Literal["concat"]

EndpointUrl = Annotated[
    str,
    Pattern(
        r"[Hh][Tt][Tt][Pp][Ss]://[^\s/?#][^\s#]*",
        "must be an HTTPS URL without spaces and without a fragment (#)",
    ),
]
"""Address of the web app."""


class _AppName:
    """Annotation for the name of a LIFF app, which must not look like one of LINE's own."""

    def check(self, name: str) -> str:
        """Refuse a name that LINE keeps for itself."""
        if "LINE" in name:
            raise rule("must not include LINE")
        return name

    def warnings(self, name: str) -> Iterator[Problem]:
        """Yield what LINE may take for its own name."""
        if "line" in name.lower():
            yield warning((), "may be refused: includes something similar to LINE")

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


AppName = Annotated[str, _AppName()]
"""Name of a LIFF app."""


class LiffView(Input):
    """How a LIFF app is shown, and where it is."""

    type: ViewType
    """Height: `compact`, `tall` or `full` screen."""

    url: EndpointUrl
    """Address of the web app: HTTPS, without a fragment (`#…`)."""

    module_mode: Boolean | None = None
    """True for modular mode: the header has no action button."""


class LiffViewChange(Input):
    """What changes of how a LIFF app is shown."""

    type: ViewType | None = None
    """Height: `compact`, `tall` or `full` screen."""

    url: EndpointUrl | None = None
    """Address of the web app: HTTPS, without a fragment (`#…`)."""

    module_mode: Boolean | None = None
    """True for modular mode: the header has no action button."""


class LiffFeatures(Input):
    """What a LIFF app may use of the phone."""

    qr_code: Boolean | None = None
    """True if the app may scan 2D codes."""


class LiffViewOfApp(Body):
    """How a LIFF app is shown, and where it is."""

    type: ViewType | str
    """Height: `compact`, `tall` or `full` screen."""

    url: str
    """Address of the web app."""

    module_mode: bool | None = None
    """True in modular mode: the header has no action button."""


class LiffFeaturesOfApp(Body):
    """What a LIFF app may use of the phone."""

    ble: bool | None = None
    """True if it may use Bluetooth Low Energy for LINE Things."""

    qr_code: bool | None = None
    """True if it may scan 2D codes."""


class LiffApp(Body):
    """A LIFF app of the channel."""

    liff_id: str | None = None
    """Its ID; `https://liff.line.me/` and the ID open it."""

    view: LiffViewOfApp | None = None
    """How it is shown, and where it is."""

    description: str | None = None
    """Its name."""

    features: LiffFeaturesOfApp | None = None
    """What it may use of the phone."""

    permanent_link_pattern: PermanentLinkPattern | str | None = None
    """How a LIFF URL's path and query reach the web app: `concat`, appended to its address."""

    scope: list[Scope | str] | None = None
    """What it may ask of a user: `openid`, `email`, `profile`, `chat_message.write`."""

    bot_prompt: BotPrompt | str | None = None
    """How users are asked to add the account as a friend: `normal`, `aggressive` or `none`."""
