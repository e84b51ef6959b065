"""The providers the sandbox emulates."""

from line_connector.sandbox.infobip.provider import Infobip
from line_connector.sandbox.line.provider import Line
from line_connector.sandbox.provider import Provider

PROVIDERS: tuple[Provider, ...] = (Line(), Infobip())
"""The first one also answers for the paths that no provider owns."""
