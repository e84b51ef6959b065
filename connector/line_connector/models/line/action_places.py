"""Where an action may stand, and what its label must be there.

Source: https://developers.line.biz/en/reference/messaging-api/#action-objects
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from line_connector.models.line.actions import (
    CameraAction,
    CameraRollAction,
    ClipboardAction,
    LocationAction,
    MessageAction,
    PostbackAction,
    RichMenuSwitchAction,
    UriAction,
)
from line_connector.models.line.datetime_picker import DatetimePickerAction
from line_connector.schema.lengths import graphemes_over, over_in_code_points
from line_connector.schema.model import validation_error
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_QUICK_REPLIES_ONLY = frozenset({"camera", "cameraRoll", "location"})


class ActionPlace(OneOf):
    """Annotation for a field that holds an action.

    Args:
        label_limit: how long a label may be, in grapheme clusters.
        label_required: whether there must be one; None where that is not established.
        doubtful: types that the documentation keeps to other places, though nobody has seen
            LINE refuse them here.
    """

    def __init__(
        self,
        label_limit: int,
        *,
        label_required: bool | None = False,
        doubtful: frozenset[str] = _QUICK_REPLIES_ONLY,
    ) -> None:
        super().__init__()
        self.label_limit = label_limit
        self.label_required = label_required
        self.doubtful = doubtful

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate an action, then its label."""
        action: Any = super().validate(value, info)
        if hasattr(action, "label"):  # lenient validation lets objects through that are no action
            self._check_label(action.label)
        return action

    def warnings(self, action: Any) -> Iterator[Problem]:
        """Yield what LINE may refuse about an action that stands here."""
        if not hasattr(action, "label"):
            return
        label: str | None = action.label
        if action.type in self.doubtful:
            yield warning(("type",), "may be refused outside quick replies")
        if label is None:
            if self.label_required is None:
                yield warning(("label",), "may be required")
        elif not label.strip():
            yield warning(("label",), "may be refused when blank")
        elif len(label) > self.label_limit:
            yield warning(("label",), over_in_code_points(self.label_limit).message)

    def _check_label(self, label: str | None) -> None:
        limit = self.label_limit
        if not label:
            if self.label_required:
                text = f"is required here, 1 to {limit} characters"
                raise validation_error([Problem(("label",), text)], label)
        elif has := graphemes_over(label, limit):
            text = f"must be at most {limit} characters (grapheme clusters) here, has {has}"
            raise validation_error([Problem(("label",), text)], label)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        json_schema = super().__get_pydantic_json_schema__(schema, handler)
        label: dict[str, Any] = {"maxLength": self.label_limit}
        if self.label_required:
            json_schema["required"] = ["label"]
            label |= {"type": "string", "minLength": 1}
        json_schema["properties"] = {"label": label}
        return json_schema


Action: TypeAlias = (
    PostbackAction
    | MessageAction
    | UriAction
    | DatetimePickerAction
    | ClipboardAction
    | CameraAction
    | CameraRollAction
    | LocationAction
)
"""An action of a message; outside quick replies, the last three may be refused."""

TemplateAction = Annotated[Action, ActionPlace(20, label_required=True)]
DefaultAction = Annotated[Action, ActionPlace(20, label_required=None)]
ImageCarouselAction = Annotated[Action, ActionPlace(12)]
QuickReplyAction = Annotated[Action, ActionPlace(20, label_required=True, doubtful=frozenset())]
RichMenuAction = Annotated[Action | RichMenuSwitchAction, ActionPlace(20)]
FlexButtonAction = Annotated[Action, ActionPlace(40, label_required=True)]
FlexAction = Annotated[Action, ActionPlace(40)]
FlexVideoAction = Annotated[UriAction, ActionPlace(40)]
