"""The sandbox that `--sandbox` means: the one that is running, else one for this command.

It is looked for at the address in `LINE_CONNECTOR_SANDBOX`, else in the configuration file, else
where `line-connector sandbox` listens by default. With `LINE_CONNECTOR_SANDBOX=embedded` none is
looked for, so that a test is alone on its sandbox.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from line_connector.cli.printing import say, say_warning
from line_connector.errors import ConnectorError
from line_connector.json_values import is_object

if TYPE_CHECKING:
    from line_connector.http.output import Output

VARIABLE = "LINE_CONNECTOR_SANDBOX"
"""Environment variable: the address of a running sandbox, or `embedded`."""

EMBEDDED = "embedded"

DEFAULT = "http://127.0.0.1:8077"
"""Where `line-connector sandbox` listens."""

_SECONDS = 2.0
"""How long a sandbox may take to answer."""


class SandboxInUse(NamedTuple):
    """The sandbox that a command uses."""

    url: str

    env: Mapping[str, str]
    """Environment variables that point the command line at it."""

    is_embedded: bool
    """Whether it ends with this command."""

    def say_link(
        self, recipients: Sequence[str] | None = None, output: Output[Any] | None = None
    ) -> None:
        """Say where a person sees what was sent, unless the sandbox ends with the command.

        Args:
            recipients: to whom it was sent; the link leads to the first one's chat.
            output: of what sent it; the link leads to the first message.
        """
        if not self.is_embedded:
            place = _place(recipients[0], output) if recipients else ""
            say(f"See what was received at {self.url}/{place}")


def _place(to: str, output: Output[Any] | None) -> str:
    """Return what leads the sandbox's page to a chat, and to the first message that was sent."""
    from urllib.parse import quote

    body = output.json_body if output is not None else None
    sent = body.get("sentMessages") if is_object(body) else None
    message_id = sent[0]["id"] if sent else ""
    return f"?chat={quote(to.lstrip('+'), safe='')}{f'#{message_id}' if message_id else ''}"


@contextmanager
def sandbox_in_use() -> Generator[SandboxInUse, None, None]:
    """Yield the sandbox to use."""
    running = _running()
    if running is not None:
        yield running
        return
    from line_connector.sandbox import Sandbox

    with Sandbox(port=0) as embedded:
        yield SandboxInUse(embedded.url, embedded.env, is_embedded=True)


def named_url() -> str:
    """Return where a sandbox is expected to run."""
    named = os.environ.get(VARIABLE, "")
    return ("" if named == EMBEDDED else named) or _configured() or DEFAULT


def _running() -> SandboxInUse | None:
    """Return the sandbox that is running, if it is one of ours, and of this version."""
    from importlib.metadata import version

    named = os.environ.get(VARIABLE, "")
    if named == EMBEDDED:
        return None
    named = named or _configured()
    url = (named or DEFAULT).rstrip("/")
    about = _about(url)
    ours = version("line-connector")
    if about.get("sandbox") != "line-connector":
        problem = "no sandbox answers" if named else ""
    elif about.get("version") != ours:
        problem = f"the sandbox is version {about.get('version')}, not {ours}"
    else:
        return SandboxInUse(url, about["env"], is_embedded=False)
    if problem:
        say_warning(f"{url}: {problem}; an embedded sandbox is used")
    return None


def _configured() -> str:
    """Return the address in the configuration file; empty if there is none."""
    from line_connector.configuration import read_configuration

    with suppress(ConnectorError):  # whoever only tries things out needs no valid file
        return read_configuration().sandbox_url or ""
    return ""


def _about(url: str) -> dict[str, Any]:
    """Return what a sandbox says of itself; nothing if there is none at the address."""
    from urllib.request import ProxyHandler, build_opener

    try:
        with build_opener(ProxyHandler({})).open(
            f"{url}/_sandbox/about", timeout=_SECONDS
        ) as answer:
            about = json.loads(answer.read(100_000))
    except (OSError, ValueError):
        return {}
    return about if is_object(about) else {}
