"""Infobip's chapters: what they answer, and what of them can be controlled."""

from line_connector.sandbox.infobip.auth import operations as auth
from line_connector.sandbox.infobip.delivery import control as delivery_control
from line_connector.sandbox.infobip.line import operations as line
from line_connector.sandbox.infobip.omni import operations as omni
from line_connector.sandbox.infobip.operation import Operation
from line_connector.sandbox.provider import Control

OPERATIONS: tuple[Operation, ...] = (*auth.OPERATIONS, *line.OPERATIONS, *omni.OPERATIONS)

CONTROLS: tuple[Control, ...] = delivery_control.CONTROLS
