"""The box of an OMNI bubble: a row or a column of components.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.infobip.omni.flex.actions import OmniAction
from line_connector.models.infobip.omni.flex.values import OmniShare, OmniSpacing
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf

_FLEX = "line_connector.models.infobip.omni.flex"
_IN_BASELINE = ("FILLER", "TEXT", "ICON", "SPACER")
_IN_OTHERS = ("BOX", "BUTTON", "FILLER", "IMAGE", "TEXT", "SEPARATOR", "SPACER")

if TYPE_CHECKING:
    from line_connector.models.infobip.omni.flex.components import (
        OmniButton,
        OmniFiller,
        OmniIcon,
        OmniImage,
        OmniSeparator,
        OmniSpacer,
        OmniText,
    )

    OmniLeaf: TypeAlias = (
        OmniButton | OmniFiller | OmniIcon | OmniImage | OmniSeparator | OmniSpacer | OmniText
    )
    OmniComponent: TypeAlias = "OmniBox | OmniLeaf"
else:
    OmniComponent = Annotated[
        Any,
        OneOf(
            {
                "BOX": f"{_FLEX}.box:OmniBox",
                "BUTTON": f"{_FLEX}.components:OmniButton",
                "FILLER": f"{_FLEX}.components:OmniFiller",
                "ICON": f"{_FLEX}.components:OmniIcon",
                "IMAGE": f"{_FLEX}.components:OmniImage",
                "SEPARATOR": f"{_FLEX}.components:OmniSeparator",
                "SPACER": f"{_FLEX}.components:OmniSpacer",
                "TEXT": f"{_FLEX}.components:OmniText",
            }
        ),
    ]


class OmniBox(Input):
    """A row or a column of components."""

    type: Literal["BOX"] = "BOX"

    layout: Literal["HORIZONTAL", "VERTICAL", "BASELINE"]
    """How components stand: in a row, in a column, or in a row on one line of text."""

    contents: list[OmniComponent]
    """Components. A BASELINE box takes fillers, texts, icons and spacers; the others take boxes,
    buttons, fillers, images, texts, separators and spacers."""

    flex: OmniShare | None = None
    """Share of the parent box's free space, 0 to 10."""

    spacing: OmniSpacing | None = None
    """Space between components: XS, SM, MD, LG, XL, XXL or NONE."""

    margin: OmniSpacing | None = None
    """Space before the box in its parent: XS, SM, MD, LG, XL, XXL or NONE."""

    action: OmniAction | None = None
    """What a tap does."""

    def errors(self) -> Iterator[Problem]:
        """Yield components that this layout does not take."""
        allowed = _IN_BASELINE if self.layout == "BASELINE" else _IN_OTHERS
        for position, component in enumerate(self.contents):
            # Lenient validation lets components through that are no models.
            if not isinstance(component, dict) and component.type not in allowed:
                yield Problem(
                    ("contents", position, "type"),
                    f"must be one of {', '.join(allowed)} in a {self.layout} box",
                )
