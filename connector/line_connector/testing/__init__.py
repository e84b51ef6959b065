"""Tests of programs that send through LINE: the pytest fixture `line_sandbox`.

    def test_the_alarm_reaches_everybody(line_sandbox):
        raise_alarm(line_url=line_sandbox.url, token=line_sandbox.credentials.token)
        assert line_sandbox.texts(line_sandbox.friends[0]) == ["Disk: 91 %"]

Needs the extra `sandbox`. Importing this package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.testing.line_sandbox import Credentials, LineSandbox, Messages, User

__all__ = ["Credentials", "LineSandbox", "Messages", "User"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from line_connector.testing import line_sandbox

    return getattr(line_sandbox, name)
