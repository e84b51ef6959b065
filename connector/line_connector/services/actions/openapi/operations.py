"""The contents of the document, whatever its version."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from line_connector.cards.words import Language
from line_connector.describe import describe_action
from line_connector.manifest import ActionSpec, Manifest
from line_connector.questions.question import Question
from line_connector.questions.schema import ASKED_SCHEMA
from line_connector.schema.json_schema import json_schema
from line_connector.sending.deliveries import ACTION
from line_connector.services.actions.alerts import webhook
from line_connector.services.actions.headers import (
    ACCOUNT,
    MOST_WARNINGS,
    NDJSON,
    RETRY_KEY,
    WARNING,
)
from line_connector.services.actions.question_input import PATH as QUESTIONS
from line_connector.services.actions.send_input import (
    ALERTS_SCHEMA,
    PATH,
    SENT_SCHEMA,
    SendInput,
)
from line_connector.web.identity import REQUEST_ID
from line_connector.web.response_headers import ALL, HEADERS

IDEMPOTENCY_KEY_DESCRIPTION = (
    "Makes this request safe to retry: within 24 hours it is sent once, however often it is "
    "retried; with another input it is refused. A name of this one message, for example the IDs of "
    "the run and the step, or a UUID."
)

MAX_ITEMS_DESCRIPTION = (
    f"With `Accept: {NDJSON}`, the response is a stream with the items of all pages, one on each "
    "line. This is how many at most."
)

RESPONSE_HEADERS = {
    REQUEST_ID: "The ID of the request in the log of the service.",
    RETRY_KEY: "The retry key it was sent with.",
    WARNING: (
        "Something in the input that the provider may refuse, although this is not established: "
        f"its path and the reason. There are up to {MOST_WARNINGS} of these headers."
    ),
}
"""Descriptions of the headers of a response, by name."""

SUCCESS_DESCRIPTION = "It succeeded; this is the provider's response."

_ALWAYS = (400, 401, 403, 408, 413, 415, 421, 422, 424, 429, 500, 502, 503)


class Parameter(NamedTuple):
    """A parameter of the query, always optional."""

    name: str

    description: str

    schema: dict[str, Any]


ACCOUNT_PARAMETER = Parameter(
    ACCOUNT,
    "Name of an account in the service's configuration file, whose credentials to use. Without it, "
    "those that the service was started with.",
    {"type": "string"},
)

HEADERS_PARAMETER = Parameter(
    HEADERS,
    "`all`: show all headers of the provider's response, not only those that tell a client "
    "something, such as x-line-request-id and retry-after.",
    {"type": "string", "enum": [ALL]},
)


@dataclass(frozen=True)
class Operation:
    """An action, as a document describes it."""

    name: str

    title: str

    description: str

    tag: str
    """The connection's title."""

    source: str
    """Link to the provider's documentation."""

    example: dict[str, Any]

    input_schema: dict[str, Any]

    output_schema: dict[str, Any]

    item_schema: dict[str, Any] | None
    """Schema of an item, where it returns a list in pages."""

    takes_key: bool
    """Whether it accepts `Idempotency-Key`."""

    problems: tuple[int, ...]
    """Statuses other than 200."""

    path: str
    """Its path in the service."""

    query: tuple[Parameter, ...] = (ACCOUNT_PARAMETER, HEADERS_PARAMETER)

    takes_form: bool = False
    """Whether its input can come as a form."""

    @property
    def has_input(self) -> bool:
        """Whether it has input properties."""
        return bool(self.input_schema.get("properties"))

    @property
    def needs_input(self) -> bool:
        """Whether one of them is required."""
        return bool(self.input_schema.get("required"))

    @property
    def response_headers(self) -> list[str]:
        """Names of the headers that a success can have."""
        absent = {RETRY_KEY: not self.takes_key, WARNING: not self.has_input}
        return [name for name in RESPONSE_HEADERS if not absent.get(name)]

    def core(self) -> dict[str, Any]:
        """Return what is the same in every version."""
        return {
            "operationId": self.name,
            "summary": self.title,
            "description": self.description,
            "tags": [self.tag],
            **({"externalDocs": {"url": self.source}} if self.source else {}),
        }


class Content(NamedTuple):
    """The contents of a document."""

    info: dict[str, str]
    """Title, version and description."""

    tags: list[dict[str, str]]
    """The connections, by which the operations are grouped."""

    operations: list[Operation]


_ALERTS_PARAMETERS = (
    Parameter(
        "to",
        "IDs and names of the service's configuration file, separated by commas; its default "
        "recipient if absent.",
        {"type": "string"},
    ),
    Parameter(
        "language",
        "Language of the cards' own words; English if absent.",
        {"type": "string", "enum": list(get_args(Language))},
    ),
    Parameter("silent", "Send without a push notification.", {"type": "boolean"}),
    Parameter(
        "remind",
        "How often reminders come, such as 4h (Alertmanager's repeat_interval): they are sent once "
        "in each interval. If absent, alerts that have not changed are sent once within 24 hours.",
        {"type": "string"},
    ),
)


def content_of(manifest: Manifest, actions: Collection[str] | None = None) -> Content:
    """Return the contents of a document.

    Args:
        manifest: the catalogue.
        actions: names of the actions to include; all of them if absent.
    """
    specs = [spec for name, spec in manifest.actions.items() if actions is None or name in actions]
    info = {
        "title": manifest.title,
        "version": manifest.version,
        "description": "Send, validate and track LINE messages.",
    }
    tags = [
        {"name": connection.title, "description": connection.description}
        for name, connection in manifest.connections.items()
        if name in {spec.connection for spec in specs}
    ]
    operations = [_operation(spec, manifest) for spec in specs]
    if any(spec.name == ACTION for spec in specs):
        operations[:0] = [_sending(manifest), _asking(manifest), *_alerts(manifest)]
    return Content(info, tags, operations)


def _operation(spec: ActionSpec, manifest: Manifest) -> Operation:
    description = describe_action(spec)
    # The outcome can stay unknown only where a retry is not safe.
    unknown = (
        () if spec.action.is_idempotent() else (409, 504) if description["retry_key"] else (409,)
    )
    return Operation(
        name=spec.name,
        title=spec.title,
        description=_description(description),
        tag=manifest.connection(spec.connection).title,
        source=description["source"],
        example=dict(description["example"]),
        input_schema=description["input_schema"],
        output_schema=description["output_schema"],
        item_schema=_item_schema(spec, description["output_schema"]),
        takes_key=description["retry_key"],
        problems=tuple(sorted((*_ALWAYS, *unknown))),
        path=f"/actions/{spec.name}",
    )


def _sending(manifest: Manifest) -> Operation:
    """Return the operation that sends to names of recipients."""
    spec = manifest.action(ACTION)
    return Operation(
        name="send",
        title="Send",
        description=(
            "Send a text of any length, an image, a sticker, a card or message objects, in one "
            "push to each recipient.\n\nThe input can also be a form, with text=… and to=…; "
            "there the values of a card and message objects are JSON. "
            f"A client needs the action {ACTION}."
        ),
        tag=manifest.connection(spec.connection).title,
        source="",
        example={"to": "U00000000000000000000000000000001", "text": "Disk: 91 %"},
        input_schema=json_schema(SendInput),
        output_schema=SENT_SCHEMA,
        item_schema=None,
        takes_key=True,
        problems=tuple(sorted((*_ALWAYS, 409, 504))),
        path=PATH,
        query=(ACCOUNT_PARAMETER,),
        takes_form=True,
    )


def _asking(manifest: Manifest) -> Operation:
    """Return the operation that asks people something."""
    spec = manifest.action(ACTION)
    return Operation(
        name="ask",
        title="Ask a Question",
        description=(
            "Ask people something with a card of buttons. The answer is taken by line-connector "
            f"listen; GET {QUESTIONS}/{{id}}?wait=30 waits for it.\n\n"
            f"A client needs the action {ACTION}."
        ),
        tag=manifest.connection(spec.connection).title,
        source="",
        example={"to": ["U00000000000000000000000000000001"], "text": "Deploy 1.4?"},
        input_schema=json_schema(Question),
        output_schema=ASKED_SCHEMA,
        item_schema=None,
        takes_key=True,
        problems=tuple(sorted((*_ALWAYS, 409, 504))),
        path=QUESTIONS,
        query=(ACCOUNT_PARAMETER,),
    )


def _alerts(manifest: Manifest) -> Iterator[Operation]:
    """Yield the operations that take webhooks of alerts."""
    for source, title in webhook.SOURCES.items():
        yield Operation(
            name=f"alerts_from_{source}",
            title=f"Send Alerts of {title}",
            description=(
                f"Takes the webhook of {title}: an alert card for each alert, in one push to each "
                "recipient. The same webhook again sends nothing twice within 24 hours.\n\n"
                f"A client needs the action {ACTION}."
            ),
            tag=manifest.connection(manifest.action(ACTION).connection).title,
            source="",
            example={"alerts": [{"labels": {"alertname": "DiskFull"}}]},
            input_schema=json_schema(webhook.AlertGroup),
            output_schema=ALERTS_SCHEMA,
            item_schema=None,
            takes_key=False,
            problems=tuple(sorted((*_ALWAYS, 404, 504))),
            path=f"{webhook.PATH}/{source}",
            query=(*_ALERTS_PARAMETERS, ACCOUNT_PARAMETER),
        )


def _item_schema(spec: ActionSpec, output: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of an item of the list that an action returns, if it returns one."""
    if spec.action.pages is None:
        return None
    items = output["properties"]["json_body"]["properties"].get(spec.action.pages.items, {})
    return {**items.get("items", {}), "$defs": output.get("$defs", {})}


def _description(description: dict[str, Any]) -> str:
    """Return what an action does, its rate limit and its documented errors."""
    parts = [description["description"], f"Rate limit: {description['rate_limit']}."]
    parts += [f"{error}: {reason}" for error, reason in description["documented_errors"].items()]
    return "\n\n".join(parts)
