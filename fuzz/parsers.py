"""Every parser of foreign text as a function of bytes, for fuzzing and for the tests.

Each takes any bytes. It returns where they were read or refused as they should be, and fails on
everything else: an exception that is not ours, or an error that is not short lines of plain text.
"""

from __future__ import annotations

import json
import secrets
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from line_connector import Connector
from line_connector.cli.inputs import read_object
from line_connector.documents.places import places_in
from line_connector.documents.reading import read_document
from line_connector.errors import (
    ConnectorError,
    CredentialsError,
    InputError,
    ManifestError,
    SignatureError,
    WebhookBodyError,
)
from line_connector.http.connection import Connection, is_loopback
from line_connector.http.output import Output, read_output
from line_connector.http.retry import retry_after
from line_connector.json_values import is_list, is_object
from line_connector.manifest import Manifest, load_manifest, read_manifest
from line_connector.models import MessageEvent, TextMessageContent, UnknownEvent
from line_connector.models.line.validation import find_warnings, validate
from line_connector.playbook.expressions import ExpressionError, parse_text, render
from line_connector.playbook.inputs import check_inputs
from line_connector.playbook.reading import parse_playbook
from line_connector.queries.query import compile_query, search
from line_connector.rich_menus.found import FoundRichMenus
from line_connector.rich_menus.plan import make_plan
from line_connector.rich_menus.reading import parse_rich_menus
from line_connector.services.actions.clients import read_clients
from line_connector.webhooks import (
    ChannelSecret,
    parse,
    parse_infobip_messages,
    parse_infobip_reports,
    verify_and_parse,
)

Parser = Callable[[bytes], None]

MOST_SECONDS = 10
"""No input of a fuzzer's size may take as long: those are a few kilobytes."""

MOST_LINE = 3_000
"""Characters of an error's longest line."""

_SECRET = secrets.token_hex()
"""Channel secret of webhooks that nobody signed."""

SEEN = {
    "inputs": {"n": 3, "name": "a", "list": [1, "b"], "object": {"a": None}},
    "steps": {"first": {"status_code": 200, "json_body": {"value": "7"}}},
    "item": {"to": "U1"},
}
"""What expressions are evaluated on."""


def documents(data: bytes) -> None:
    """YAML and JSON, and where in it something stands."""
    with refusing(InputError):
        text = _text(data)
        document = read_document(text, "file")
        places_in(text, [(), *_paths(document)])


def inputs(data: bytes) -> None:
    """An action's input, with a `--set` on each further line."""
    first, *assignments = _text(data).split("\n\0")
    with refusing(InputError):
        read_object(f"{{{first}", assignments)


def assignments(data: bytes) -> None:
    """`--set`, one on each line."""
    with refusing(InputError):
        read_object('{"messages": [{"type": "text", "text": "a"}]}', _text(data).split("\n"))


def messages(data: bytes) -> None:
    """Message objects, as `validate` reads them."""
    with refusing(InputError):
        document = read_document(_text(data), "file")
        given = document if is_list(document) else [document]
        found = validate(given)
        _check_error(InputError.of(found)) if found else find_warnings(given)


def action_inputs(data: bytes) -> None:
    """The input of an action, which the first byte chooses, to the request it makes."""
    names = sorted(_manifest().actions)
    name = names[data[0] % len(names)] if data else names[0]
    with refusing(InputError):
        raw = read_document(_text(data[1:]), "input")
        if is_object(raw):
            action = _manifest().action(name).action
            lenient = len(data) % 2 == 0
            action.request(action.read_input(raw, lenient=lenient))


def queries(data: bytes) -> None:
    """JMESPath, as `--query` takes it."""
    with refusing(InputError):
        search(compile_query(_text(data)), SEEN)


def expressions(data: bytes) -> None:
    """`${{ … }}` in a text."""
    text = _text(data)
    with refusing(ExpressionError, InputError):
        parse_text(text)
        render(text, SEEN)


def playbooks(data: bytes) -> None:
    """A playbook's file, and its checks."""
    with refusing(InputError):
        file = parse_playbook(_text(data), "playbook.yaml")
        file.check(_manifest())
        check_inputs(file.playbook, {})


def rich_menus(data: bytes) -> None:
    """A file of rich menus, and what would be changed in an account without any."""
    with refusing(InputError):
        wanted = parse_rich_menus(_text(data), "menu.yaml", Path("no-folder"))
        make_plan(wanted, FoundRichMenus(0, (), {}, None, {}))


def connections(data: bytes) -> None:
    """A connection file, to the address that calls go to."""
    with refusing(InputError, CredentialsError), _file(data) as path:
        connector = Connector.from_file(path, _manifest())
        for provider in _manifest().connections:
            connector.connection(provider).address("url")


def addresses(data: bytes) -> None:
    """The address of a connection."""
    text = _text(data)
    is_loopback(text)
    with refusing(CredentialsError):
        Connection("line", (), {"url": "https://api.line.me", "data_url": text}).address("data_url")
        Connection("line", (), {"url": text}).address("url")


def manifests(data: bytes) -> None:
    """A manifest of somebody's own."""
    with refusing(ManifestError), _file(data) as path:
        load_manifest().add(read_manifest(path), str(path))


def clients(data: bytes) -> None:
    """The file of clients that `serve` reads."""
    with refusing(InputError), _file(data) as path:
        read_clients(path)


def webhooks(data: bytes) -> None:
    """The body of a webhook, to its events: what arrived is kept, and can be stored."""
    with refusing(WebhookBodyError):
        delivery = parse(data)
        for event, raw in zip(delivery.events, delivery.raw["events"], strict=True):
            assert event.raw is raw
            assert not isinstance(event, UnknownEvent) or event.reason
            json.dumps(raw, ensure_ascii=False, allow_nan=False).encode()
            event.source, event.occurred_at, event.is_redelivery, event.is_standby, repr(event)
            if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
                event.message.text_without_bot.encode()
        delivery.events_in_order()


def webhook_signatures(data: bytes) -> None:
    """A signature on the first line, and the body that it is not for."""
    signature, _, body = data.partition(b"\n")
    with refusing(SignatureError):
        verify_and_parse(body, signature.decode("latin-1"), ChannelSecret(_SECRET))
        raise AssertionError("accepted what nobody signed")


def infobip_reports_json(data: bytes) -> None:
    """Delivery reports pushed as JSON."""
    with refusing(WebhookBodyError):
        parse_infobip_reports(data, "application/json")


def infobip_reports_xml(data: bytes) -> None:
    """Delivery reports pushed as XML."""
    with refusing(WebhookBodyError):
        parse_infobip_reports(data, "application/xml")


def infobip_messages(data: bytes) -> None:
    """Inbound messages pushed as JSON."""
    with refusing(WebhookBodyError):
        parse_infobip_messages(data, "application/json")


def answers(data: bytes) -> None:
    """A provider's answer: two header fields, then the body."""
    after, _, rest = data.partition(b"\n")
    disposition, _, body = rest.partition(b"\n")
    headers = {
        "Retry-After": after.decode("latin-1"),
        "Content-Disposition": disposition.decode("latin-1"),
        "Content-Type": "application/json",
    }
    output: Output[Any] = read_output(429, "Too Many Requests", headers, body)
    retry_after(output)
    output.to_dict()


PARSERS: Mapping[str, Parser] = {
    parser.__name__: parser
    for parser in (
        documents, inputs, assignments, messages, action_inputs, queries, expressions, playbooks,
        rich_menus, connections, addresses, manifests, clients, webhooks, webhook_signatures,
        infobip_reports_json, infobip_reports_xml, infobip_messages, answers,
    )
}  # fmt: skip


@contextmanager
def refusing(*allowed: type[ConnectorError]) -> Iterator[None]:
    """Let errors of these classes pass, once their text and the time they took are looked at."""
    began = time.process_time()
    with warnings.catch_warnings():
        # jmespath's, about old syntax; Python itself shows none of this kind to a user.
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        try:
            yield
        except allowed as error:
            _check_error(error)
    taken = time.process_time() - began
    assert taken < MOST_SECONDS, f"took {taken:.0f} s"


def _check_error(error: ConnectorError) -> None:
    text = str(error)
    assert text.strip(), "an error says nothing"
    assert "Traceback" not in text
    lines = text.splitlines()
    assert len(lines) <= 200, f"{len(lines)} lines"
    assert max(map(len, lines)) <= MOST_LINE, text[:MOST_LINE]
    text.encode()
    error.to_dict()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")  # Python's texts may hold what UTF-8 may not
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.yaml"
        path.write_bytes(data)
        yield path


def _paths(document: Any) -> list[tuple[str | int, ...]]:
    if is_object(document):
        return [(name, 0) for name in list(document)[:5]]
    return [(0,), (1, "a")] if is_list(document) else []


@cache
def _manifest() -> Manifest:
    return load_manifest()
