"""The file of handlers.

handlers:
  - on: message.text
    matching: '(?i)^help'
    reply: "Hello, how can I help?"
  - on: [message, postback]
    forward: https://bot.example/callback
    ordered: true
  - on: follow
    playbook: welcome.yaml
    inputs: {user: "${{ event.source.userId }}"}
  - python: orders.events:handle
  - command: [./note.sh, --all]
  - splunk_hec: {url: "https://splunk.example:8088", token: {env: HEC_TOKEN}}
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

import regex
from pydantic import ValidationError

from line_connector.configuration.fields import with_source
from line_connector.connector import Connector
from line_connector.documents.reading import read_document_file
from line_connector.errors import InputError
from line_connector.events.subscription import Handler, Subscription
from line_connector.handlers.answering import Answer
from line_connector.handlers.command import Command
from line_connector.handlers.declaring import declared
from line_connector.handlers.entries import LONGEST_NAME, HandlerEntry, HandlersFile
from line_connector.handlers.expressions import check_expressions
from line_connector.handlers.forward import NO_BODY, Forward
from line_connector.handlers.ndjson import NdjsonLines
from line_connector.handlers.posting import Poster
from line_connector.handlers.python import PythonFunction, functions_in
from line_connector.handlers.splunk import PATH as SPLUNK_PATH
from line_connector.handlers.splunk import SplunkHec
from line_connector.installing import how_to_install
from line_connector.schema.problems import Problem, problems_of
from line_connector.secret_values import SecretSource

_POST_SECONDS = 10.0
"""How long a server may take, unless the file says otherwise."""

_COMMAND_SECONDS = 60.0
"""How long a command may take, unless the file says otherwise."""


@dataclass(frozen=True)
class Surroundings:
    """What handlers need of the process that they run in."""

    secret: Callable[[str], str | None]
    """Returns the channel secret of an account."""

    connector: Callable[[], Connector]
    """Returns what sends; called when something is sent first."""

    state: Path | None
    """Folder where runs of playbooks are written down; they are kept in memory if absent."""

    stdout: TextIO
    """Where events are printed."""

    warn: Callable[[str], object]
    """Called with what is not wrong, but should be known before events arrive."""


def read_handlers(path: Path, surroundings: Surroundings) -> list[Subscription]:
    """Read a file of handlers; one that ends in `.py` has functions decorated with `on`.

    Raises:
        InputError: it cannot be read, or something in it is wrong; one line for each problem.
    """
    if path.suffix == ".py":
        return [_subscription(*each) for each in _functions(str(path), str(path))]
    try:
        file = HandlersFile.model_validate(read_document_file(path))
    except ValidationError as error:
        raise _wrong(path, problems_of(error)) from None
    if problems := list(_check_expressions(file)):
        raise _wrong(path, problems)
    found: dict[str, Subscription] = {}
    for position, entry in enumerate(file.handlers):
        place = f"{path}: handlers[{position}]"
        for each in _subscriptions(entry, place, path.parent, surroundings):
            if each.name in found:
                raise InputError(f"{place}: there are two handlers {each.name!r}; give it a name")
            found[each.name] = each
    return list(found.values())


def forwarding(url: str, surroundings: Surroundings) -> tuple[str, Forward]:
    """Return a handler that forwards, with its name."""
    return _name_of("forward", url), Forward(Poster(url, "forward"), surroundings.secret)


def _wrong(path: Path, problems: Iterable[Problem]) -> InputError:
    return InputError("\n".join(f"{path}: {problem}" for problem in problems))


def _check_expressions(file: HandlersFile) -> Iterator[Problem]:
    for position, entry in enumerate(file.handlers):
        for name in ("reply", "inputs", "body"):
            yield from check_expressions(getattr(entry, name), ("handlers", position, name))


def _subscriptions(
    entry: HandlerEntry, place: str, folder: Path, surroundings: Surroundings
) -> Iterator[Subscription]:
    if entry.python is not None:
        for name, handler, settings in _functions(_in(folder, entry.python), f"{place}.python"):
            yield _subscription(entry.name or name, handler, {**settings, **_settings(entry)})
        return
    try:
        name, handler = _handler(entry, place, folder, surroundings)
    except ModuleNotFoundError as error:
        install = f"{error.name}, which is not installed: {how_to_install('playbook')}"
        raise InputError(f"{place}: playbook needs {install}") from None
    except InputError as error:
        raise InputError(
            "\n".join(f"{place}: {line}" for line in str(error).splitlines())
        ) from None
    yield _subscription(entry.name or name, handler, _settings(entry))


def _handler(
    entry: HandlerEntry, place: str, folder: Path, surroundings: Surroundings
) -> tuple[str, Handler]:
    """Return the handler of an entry, and the name that it has unless it is given one."""
    if entry.print:
        return "print", _printing(surroundings.stdout, as_cloudevents=entry.print == "cloudevents")
    if entry.command is not None:
        return _command(entry.command, folder, entry.timeout or _COMMAND_SECONDS)
    if (posting := _posting(entry, folder, surroundings)) is not None:
        return posting
    types = [entry.on] if isinstance(entry.on, str) else entry.on or ["*"]
    which = " ".join([*types, entry.matching or ""]).strip()
    if entry.playbook is not None:
        from line_connector.handlers.playbooks import RunPlaybook  # late: needs an extra

        name = entry.name or f"playbook {Path(entry.playbook).stem} on {which}"[:LONGEST_NAME]
        path = str(folder / entry.playbook)
        runs = RunPlaybook(
            path, entry.inputs or {}, surroundings.connector, surroundings.state, name
        )
        if runs.asks and entry.concurrency is None:
            surroundings.warn(
                f"{place}: {entry.playbook} asks people: while {Subscription.concurrency} runs wait"
                " for answers, no other begins; set concurrency, such as 50"
            )
        return name, runs
    name = entry.name or f"reply on {which}"[:LONGEST_NAME]
    return name, Answer(entry.reply, surroundings.connector, name)


def _posting(
    entry: HandlerEntry, folder: Path, surroundings: Surroundings
) -> tuple[str, Handler] | None:
    """Return the handler of an entry that has events posted to a server; None for others."""

    def poster(url: str, name: str) -> Poster:
        return Poster(url, name, entry.timeout or _POST_SECONDS, entry.concurrency or 4)

    def headers() -> dict[str, str | SecretSource]:
        given = (entry.headers or {}).items()
        return {name: with_source(value, folder / "_", f"headers.{name}") for name, value in given}

    if entry.forward is not None:
        body = entry.body if "body" in entry.model_fields_set else NO_BODY
        forward = Forward(poster(entry.forward, "forward"), surroundings.secret, headers(), body)
        return _name_of("forward", entry.forward), forward
    if entry.cloudevents is not None:
        from line_connector.handlers.cloudevents import PostCloudEvents  # late: needs an extra

        sent = poster(entry.cloudevents, "cloudevents")
        handler = PostCloudEvents(sent, headers(), is_structured=entry.mode == "structured")
        return _name_of("cloudevents", entry.cloudevents), handler
    if entry.splunk_hec is not None:
        splunk, names = entry.splunk_hec, ("index", "source", "sourcetype", "host")
        fields = {name: value for name in names if (value := getattr(splunk, name)) is not None}
        token = with_source(splunk.token, folder / "_", "splunk_hec.token")
        url = splunk.url.rstrip("/").removesuffix(SPLUNK_PATH) + SPLUNK_PATH
        return _name_of("splunk", url), SplunkHec(poster(url, "splunk_hec.url"), token, fields)
    return None


def _name_of(kind: str, url: str) -> str:
    """Return the name of a handler that posts, which hides what may be secret in the URL."""
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{kind} {urlsplit(url).hostname} {digest}"[:LONGEST_NAME]


def _command(arguments: Sequence[str], folder: Path, timeout: float) -> tuple[str, Handler]:
    """Return the handler that runs a command; a path in it starts at the file's folder."""
    program = arguments[0]
    if "/" in program:
        program = str((folder / program).absolute())  # else `./x` is `x`, which is searched for
    if shutil.which(program) is None:
        raise InputError(f"command[0]: there is no program {arguments[0]}")
    name = f"command {Path(program).name}"
    return name[:LONGEST_NAME], Command([program, *arguments[1:]], timeout)


def _printing(stdout: TextIO, *, as_cloudevents: bool) -> Handler:
    if not as_cloudevents:
        return NdjsonLines(stdout)
    from line_connector.handlers.cloudevents import structured  # late: needs an extra

    return NdjsonLines(stdout, structured)


def _functions(source: str, place: str) -> Iterator[tuple[str, Handler, dict[str, Any]]]:
    for name, function in functions_in(source, place):
        asked = declared(function)
        yield name[:LONGEST_NAME], PythonFunction(function), asked.settings if asked else {}


def _in(folder: Path, source: str) -> str:
    return str(folder / source) if source.endswith(".py") else source


def _settings(entry: HandlerEntry) -> dict[str, Any]:
    """Return what the entry says of how it wants events; what it does not say is left out."""
    names = "on", "matching", "standby", "ordered", "concurrency", "attempts"
    return {name: value for name in names if (value := getattr(entry, name)) is not None}


def _subscription(name: str, handler: Handler, settings: dict[str, Any]) -> Subscription:
    given = dict(settings)
    types, pattern = given.pop("on", ["*"]), given.pop("matching", None)
    if isinstance(handler, NdjsonLines):
        given["concurrency"] = 1
    return Subscription(
        name,
        handler,
        on=(types,) if isinstance(types, str) else tuple(types),
        matching=None if pattern is None else regex.compile(pattern),
        **given,
    )
