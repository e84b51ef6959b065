"""The contract of an action: one operation of a provider, declared by a class.

    class ShowLoadingAnimation(Action[ShowLoadingAnimationInput, Body]):
        \"\"\"Show a user that an answer is on its way. … Source: https://…\"\"\"

        method = "POST"
        path = "/v2/bot/chat/loading/start"
        success = frozenset({202})
        rate_limit = "100/s"

Fields named in `path` go there, and those named in `headers` into a header; with GET and DELETE the
others go to the query, else they are the body: JSON, or what `body` says. A field `retry_key` marks
an operation that takes one; a field `resend` lets the caller ask for another try where one may
double a message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Generic, Literal, TypeVar, get_args

from pydantic import ValidationError

from line_connector.errors import InputError
from line_connector.http.body import Json, RequestBody
from line_connector.http.output import BodyT, Output
from line_connector.http.request import Request, fill_path
from line_connector.json_values import TOO_DEEP
from line_connector.providers.line import retry_key_of
from line_connector.schema.docstrings import class_docstring
from line_connector.schema.files import FileInput
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import problems_of
from line_connector.schema.secret import Secret, secrets_in, takes_secrets

if TYPE_CHECKING:
    from line_connector.paging import Pages
    from line_connector.progress import Job
    from line_connector.session import Session

InputT = TypeVar("InputT", bound=Input)
"""The model of an action's input."""

_TOO_DEEP = f"the input {TOO_DEEP}"
_PLACE = re.compile(r"\{(\w+)\}")
_SECTION = re.compile(r"^(?:Raises|Source):", re.MULTILINE)
_RAISES = re.compile(r"^Raises:\n((?: +.*\n?|\n)*)", re.MULTILINE)
_RAISED = re.compile(r"^    (\w+):(.*(?:\n {5,}.*)*)", re.MULTILINE)
_SOURCE = re.compile(r"^Source:\s+(\S+)", re.MULTILINE)


Effect = Literal["reads", "changes", "sends", "sends_to_many"]
"""Side effect of an action: none, a change, or messages to one recipient or to many."""


class Action(Generic[InputT, BodyT]):
    """One operation of a provider: a declaration, and how to run it on a session."""

    method: ClassVar[str]

    path: ClassVar[str]
    """Path below the host, with `{wireName}` placeholders for input fields."""

    host: ClassVar[str] = "url"
    """Field of the connection that holds the base URL."""

    body: ClassVar[type[RequestBody]] = Json
    """Type of the body, which holds all other fields; `Bytes` takes a single one, a file."""

    authenticated: ClassVar[bool] = True
    """Whether it is sent with the connection's credentials; token endpoints take none."""

    headers: ClassVar[Mapping[str, str]] = {}
    """Headers that carry a field, by the field's name in JSON."""

    success: ClassVar[frozenset[int]] = frozenset({200})
    """Status codes of a success."""

    pending: ClassVar[frozenset[int]] = frozenset()
    """Those of them that say that what was asked for is still being prepared: no file is written
    then. An action that has some has a `job`."""

    answers_with_file: ClassVar[bool] = False
    """Whether a success is a file, byte for byte, also where its type says that it is text."""

    idempotent: ClassVar[bool | None] = None
    """Whether the action is idempotent. Defaults to true for GET, else false."""

    rate_limit: ClassVar[str]
    """The provider's rate limit: `2000/s`, `60/h`, `20/10min`; `unpublished` if unknown."""

    effect: ClassVar[Effect | None] = None
    """Side effect. Defaults to `reads` for idempotent GETs, else `changes`."""

    reads_with: ClassVar[Mapping[str, Any]] = {}
    """Values of input fields with which the action only reads, if its effect depends on them."""

    job: ClassVar[Job | None] = None
    """The asynchronous job whose progress the operation returns, if any."""

    pages: ClassVar[Pages | None] = None
    """How the pages of the list follow each other that it returns, where it returns one."""

    example: ClassVar[Mapping[str, Any]] = {}
    """An input that shows what the action is for."""

    input_model: ClassVar[type[Input]]
    body_model: ClassVar[type[Body]]

    def __init_subclass__(cls) -> None:
        """Take the two models from the class's own `Action[Input, Body]`."""
        super().__init_subclass__()
        for base in cls.__dict__.get("__orig_bases__", ()):
            cls.input_model, cls.body_model = get_args(base)

    def __init__(self, session: Session) -> None:
        self.session = session

    def run(self, data: InputT, into: Path | str | BinaryIO | None = None) -> Output[BodyT]:
        """Carry the action out.

        Args:
            data: the checked input.
            into: a file's path or a binary stream for the body of a success.

        Raises:
            InputError: a file to send or to write cannot be opened; nothing was sent.
            ApiError: the provider refused; the error carries its output.
            UnknownOutcomeError: it was sent, and may have been carried out.
            SessionError: the provider could not be reached, or the credentials are not valid.
        """
        return self.send(self.request(self.with_retry_key(data)), into)

    def send(self, request: Request, into: Path | str | BinaryIO | None = None) -> Output[BodyT]:
        """Send a request made by `request`; arguments and errors as `run`."""
        model: type[BodyT] = self.body_model  # type: ignore[assignment]
        return self.session.send(request, model, into)

    @classmethod
    def read_input(
        cls, raw: Mapping[str, Any], *, lenient: bool = False, local_files: bool = False
    ) -> Input:
        """Check raw input against the input model.

        Args:
            raw: a JSON object, under the provider's names or Python's.
            lenient: let properties through that the model does not know.
            local_files: take a text in a file's place for a path on this machine.

        Raises:
            InputError: with every problem and its path.
        """
        try:
            context = {"lenient": lenient, "local_files": local_files}
            return cls.input_model.model_validate(raw, context=context)
        except ValidationError as error:
            raise InputError.of(problems_of(error)) from None
        except RecursionError:
            raise InputError(_TOO_DEEP) from None

    @classmethod
    def request(cls, data: InputT) -> Request:
        """Return the call that carries the action out for `data`."""
        try:
            fields, body = cls._parts(data)
        except (ValueError, RecursionError):  # pydantic takes in more levels than it gives out
            raise InputError(_TOO_DEEP) from None
        path = fill_path(cls.path, {name: fields.pop(name) for name in _PLACE.findall(cls.path)})
        headers = {
            header: str(fields.pop(name)) for name, header in cls.headers.items() if name in fields
        }
        given = vars(data)
        return Request(
            method=cls.method,
            host=cls.host,
            path=path,
            query=fields,
            headers=headers,
            body=body,
            retry_key=given.get("retry_key"),
            idempotent=cls.is_idempotent(),
            resend=bool(given.get("resend")),
            success=cls.success,
            pending=cls.pending,
            answered_with_file=cls.answers_with_file,
            authenticated=cls.authenticated,
            secrets=tuple(secrets_in(data).values()) if cls.takes_secrets() else (),
        )

    @classmethod
    def _parts(cls, data: InputT) -> tuple[dict[str, Any], RequestBody | None]:
        """Return what goes into path, headers and query, by names on the wire, and the body."""
        declared = cls.input_model.model_fields
        has_body = cls.method in {"POST", "PUT", "PATCH"} and bool(declared)
        outside = {*_PLACE.findall(cls.path), *cls.headers}
        if has_body and cls.body is Json and not cls.takes_secrets():
            apart = {name for name, each in declared.items() if each.alias in outside}
            # Written once: to write a large message costs as much as to send it.
            text = data.to_json({*apart, "retry_key"})
            return data.to_wire(only=apart) if apart else {}, None if text == b"{}" else Json(text)
        fields = data.to_wire({"retry_key"})
        for name, each in declared.items():
            value: object = getattr(data, name)
            if isinstance(value, FileInput | Secret):  # sent as they are
                fields[each.alias or name] = value
        if not has_body:
            return fields, None
        content = {name: fields.pop(name) for name in [*fields] if name not in outside}
        return fields, cls.body(content) if content else None

    @classmethod
    def with_retry_key(cls, data: InputT) -> InputT:
        """Return a checked input with a retry key, its own or a random one, if one is taken."""
        if not cls.takes_retry_key() or getattr(data, "retry_key", None):
            return data
        return data.model_copy(update={"retry_key": retry_key_of()})

    @classmethod
    def takes_retry_key(cls) -> bool:
        """Whether the operation takes a retry key."""
        return "retry_key" in cls.input_model.model_fields

    @classmethod
    def takes_secrets(cls) -> bool:
        """Whether an input can hold a secret; such an input is never written down."""
        return takes_secrets(cls.input_model)

    @classmethod
    def is_idempotent(cls) -> bool:
        """Whether doing it twice is the same as once."""
        return cls.method == "GET" if cls.idempotent is None else cls.idempotent

    @classmethod
    def effect_of_running(cls) -> Effect:
        """Return what running it does to the world, at most."""
        if cls.effect is not None:
            return cls.effect
        return "reads" if cls.method == "GET" and cls.is_idempotent() else "changes"

    @classmethod
    def effect_on(cls, data: InputT) -> Effect:
        """Return what running it on an input does to the world."""
        if cls.reads_with and all(getattr(data, n) == value for n, value in cls.reads_with.items()):
            return "reads"
        return cls.effect_of_running()

    @classmethod
    def recipients(cls, data: InputT) -> list[str] | None:
        """Return the IDs of those whom an input reaches; None where only the provider knows."""
        to: str | list[str] | None = getattr(data, "to", None)
        return [to] if isinstance(to, str) else to

    @classmethod
    def summary(cls) -> str:
        """Return the docstring's first line: what the action is for."""
        return cls.description().partition("\n")[0]

    @classmethod
    def description(cls) -> str:
        """Return the docstring without its sections `Raises:` and `Source:`."""
        return _SECTION.split(class_docstring(cls))[0].strip()

    @classmethod
    def documented_errors(cls) -> dict[str, str]:
        """Return the errors to expect, by class name, each with its reason."""
        section = _RAISES.search(class_docstring(cls))
        entries = _RAISED.findall(section[1]) if section else []
        return {name: " ".join(reason.split()) for name, reason in entries}

    @classmethod
    def source(cls) -> str:
        """Return the link to the provider's own page on the operation."""
        found = _SOURCE.search(class_docstring(cls))
        return found[1] if found else ""
