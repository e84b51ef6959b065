"""What every version of the document says of an action."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from line_connector.describe import describe_action
from line_connector.manifest import ActionSpec, Manifest

IDEMPOTENCY_KEY_DESCRIPTION = (
    "Makes it safe to send this request again: it goes out once in 24 hours, however often it "
    "comes; with another input it is refused. A name of this one message, such as the run's and "
    "the step's together, or a UUID."
)

REQUEST_ID_DESCRIPTION = "The service's name of the request, as its log has it."

RETRY_KEY_DESCRIPTION = "The retry key it was sent with."

_ALWAYS = (400, 401, 403, 408, 413, 415, 421, 422, 424, 429, 500, 502, 503)


@dataclass(frozen=True)
class Operation:
    """An action, as a document tells it."""

    name: str

    title: str

    description: str

    tag: str
    """The connection's title."""

    source: str
    """Where the provider describes it."""

    example: dict[str, Any]

    input_schema: dict[str, Any]

    output_schema: dict[str, Any]

    takes_key: bool
    """Whether `Idempotency-Key` has a use."""

    problems: tuple[int, ...]
    """Statuses other than 200."""

    @property
    def path(self) -> str:
        """Where it is run."""
        return f"/actions/{self.name}"

    @property
    def has_input(self) -> bool:
        """Whether there is anything to tell it."""
        return bool(self.input_schema.get("properties"))

    @property
    def needs_input(self) -> bool:
        """Whether it cannot be run on nothing."""
        return bool(self.input_schema.get("required"))

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
    """What a document tells, in any version."""

    info: dict[str, str]
    """What it says of itself."""

    tags: list[dict[str, str]]
    """The connections, which the operations are grouped by."""

    operations: list[Operation]


def content_of(manifest: Manifest, actions: Collection[str] | None = None) -> Content:
    """Return what a document tells.

    Args:
        manifest: the catalogue.
        actions: names of the actions to tell of; all of them if absent.
    """
    told = [spec for name, spec in manifest.actions.items() if actions is None or name in actions]
    info = {
        "title": manifest.title,
        "version": manifest.version,
        "description": "Send, validate and track LINE messages.",
    }
    tags = [
        {"name": connection.title, "description": connection.description}
        for name, connection in manifest.connections.items()
        if name in {spec.connection for spec in told}
    ]
    return Content(info, tags, [_operation(spec, manifest) for spec in told])


def _operation(spec: ActionSpec, manifest: Manifest) -> Operation:
    told = describe_action(spec)
    # Only where a repeat would do it twice can the outcome stay unknown.
    unknown = () if spec.action.is_idempotent() else (409, 504) if told["retry_key"] else (409,)
    return Operation(
        name=spec.name,
        title=spec.title,
        description=_description(told),
        tag=manifest.connection(spec.connection).title,
        source=told["source"],
        example=dict(told["example"]),
        input_schema=told["input_schema"],
        output_schema=told["output_schema"],
        takes_key=told["retry_key"],
        problems=tuple(sorted((*_ALWAYS, *unknown))),
    )


def _description(told: dict[str, Any]) -> str:
    """Say what it does, and when the provider refuses it."""
    parts = [told["description"], f"Rate limit: {told['rate_limit']}."]
    parts += [f"{error}: {reason}" for error, reason in told["documented_errors"].items()]
    return "\n\n".join(parts)
