"""LINE's chapters: what they answer, and what of them can be controlled."""

from line_connector.sandbox.line.aggregation import operations as aggregation
from line_connector.sandbox.line.audience import control as audience_control
from line_connector.sandbox.line.group import control as group_control
from line_connector.sandbox.line.group import operations as group
from line_connector.sandbox.line.message import control as message_control
from line_connector.sandbox.line.message import operations as message
from line_connector.sandbox.line.narrowcast import operations as narrowcast
from line_connector.sandbox.line.operation import Operation
from line_connector.sandbox.line.quota import operations as quota
from line_connector.sandbox.line.token import control as token_control
from line_connector.sandbox.line.token import operations as token
from line_connector.sandbox.line.user import control as user_control
from line_connector.sandbox.line.user import operations as user
from line_connector.sandbox.provider import Control

OPERATIONS: tuple[Operation, ...] = (
    *token.OPERATIONS,
    *message.OPERATIONS,
    *narrowcast.OPERATIONS,
    *quota.OPERATIONS,
    *aggregation.OPERATIONS,
    *user.OPERATIONS,
    *group.OPERATIONS,
)

CONTROLS: tuple[Control, ...] = (
    *message_control.CONTROLS,
    *user_control.CONTROLS,
    *group_control.CONTROLS,
    *audience_control.CONTROLS,
    *token_control.CONTROLS,
)
