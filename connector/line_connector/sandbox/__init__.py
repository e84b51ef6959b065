"""LINE and Infobip on your own machine: an HTTP emulator to try, test and demonstrate against.

    with Sandbox() as sandbox:
        requests.post(sandbox.url + "/v2/bot/message/push", ...)
        sandbox.received("U00000000000000000000000000000001")

Importing this package costs nothing; the web server is loaded when `Sandbox` or `serve` is used.
"""

from typing import TYPE_CHECKING, Any

from line_connector.installing import how_to_install

if TYPE_CHECKING:
    from line_connector.sandbox.server import Sandbox, serve

__all__ = ["Sandbox", "SandboxNotInstalledError", "serve"]


class SandboxNotInstalledError(ImportError):
    """The libraries the sandbox needs are not installed."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from line_connector.sandbox import server
    except ModuleNotFoundError as error:
        message = (
            f"The sandbox needs {error.name}, which is not installed: {how_to_install('sandbox')}"
        )
        raise SandboxNotInstalledError(message, name=error.name) from error
    return getattr(server, name)
