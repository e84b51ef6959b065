"""The catalogue: which actions and connections there are, read from `manifest.yaml` and checked.

A manifest says only what code does not: names, titles, which class, which connection. Schemas,
limits and descriptions come from the classes. Actions are listed by chapter, where the name of each
gives its module and its class; one whose class is elsewhere is listed with it under `actions`.

A wheel carries the built-in manifest as JSON, which is read without a YAML parser and not checked
again: a cold start pays for neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError

from line_connector.action import Action
from line_connector.built_in import compiled_manifest, written_manifest
from line_connector.documents.reading import read_document, read_document_file
from line_connector.errors import CredentialsError, InputError, ManifestError
from line_connector.http.connection import Connection, TransportSettings
from line_connector.schema.model import Input, wire_name
from line_connector.schema.problems import Problem, problems_of
from line_connector.secret_values import LazyValues
from line_connector.shortening import did_you_mean

PROVIDER = "provider"
"""Beside a connection's fields: the declared connection that they are for."""

ENTRY_POINTS = "line_connector.manifests"
"""Entry point group of distributions that add actions: each names a package with a manifest."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

Title = Annotated[str, Field(min_length=1)]


class FieldSpec(Input):
    """One field of a connection, as a platform's form shows it."""

    title: str

    description: str = ""

    secret: bool = False
    """Whether the value must never be shown or logged."""

    default: str | None = None

    follows: str | None = None
    """Another field: when that one has a value of its own and this one none, this one is equal."""

    variable: str | None = None
    """An environment variable that others use for it, taken where ours hold no credentials."""


class ConnectionSpec(Input):
    """A provider: how to reach it and which credentials it takes."""

    title: str

    description: str = ""

    authentication: Annotated[list[str], Field(min_length=1)]
    """Schemes, the preferred one first."""

    console: str = ""
    """Where the provider shows the credentials."""

    fields: dict[Name, FieldSpec]


class Chapter(Input):
    """Actions on one subject, in one folder of the manifest's package."""

    title: Title

    connection: Name
    """The connection that all of them use."""

    actions: dict[Name, Title]
    """Titles by name. `push_message` in chapter `message` of package `line_actions` is the class
    `PushMessage` in the module `line_actions.message.push_message`."""

    sensitive: bool = False
    """Whether its actions handle credentials: agents get them only where their toolset is named."""


class ActionEntry(Input):
    """An action whose class does not follow from its name."""

    class_: Annotated[str, Field(pattern=r"^[\w.]+:\w+$")]
    """Where the class is: `module:Class`."""

    connection: Name

    title: Title


class ManifestFile(Input):
    """A manifest file."""

    name: str

    title: str

    version: str

    connections: dict[Name, ConnectionSpec] = {}

    package: Annotated[str, Field(pattern=r"^\w+(\.\w+)*$")] | None = None
    """Package with a folder for each chapter; required with chapters."""

    chapters: dict[Name, Chapter] = {}

    actions: dict[Name, ActionEntry] = {}
    """Actions that stand in no chapter."""

    toolsets: dict[Name, list[Name]] = {}
    """Actions and chapters that agents are offered together, by the toolset's name. An action that
    is listed itself is not in the toolset of its chapter. What is not listed is in the toolset
    with the name of its chapter, or of its connection if it stands in none."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is wrong with the chapters and toolsets taken together."""
        if self.chapters and self.package is None:
            yield Problem(("package",), "is required with chapters")
        seen = set(self.actions)
        for chapter, declared in self.chapters.items():
            for name in declared.actions:
                if name in seen:
                    place = ("chapters", chapter, "actions", name)
                    yield Problem(place, "is declared already")
                seen.add(name)
        listed: set[str] = set()
        for toolset, members in self.toolsets.items():
            for position, name in enumerate(members):
                if name not in seen | self.chapters.keys():
                    text = "must be a chapter or an action of this file"
                    yield Problem(("toolsets", toolset, position), text)
                elif name in listed:
                    yield Problem(("toolsets", toolset, position), "is in a toolset already")
                listed.add(name)

    def entries(self) -> Iterator[Entry]:
        """Yield every action."""
        for chapter, declared in self.chapters.items():
            for name, title in declared.actions.items():
                path = f"{self.package}.{chapter}.{name}:{class_name(name)}"
                yield Entry(name, title, declared.connection, path, chapter)
        for name, entry in self.actions.items():
            yield Entry(name, entry.title, entry.connection, entry.class_)


class Entry(NamedTuple):
    """An action as a manifest declares it, in a chapter or by itself."""

    name: str
    title: str
    connection: str

    path: str
    """Where the class is: `module:Class`."""

    chapter: str | None = None

    @property
    def place(self) -> str:
        """Where in the manifest its connection is named."""
        where = f"chapters.{self.chapter}" if self.chapter else f"actions.{self.name}"
        return f"{where}.connection"


def class_name(name: str) -> str:
    """Return the name of an action's class: `PushMessage` for `push_message`."""
    return "".join(part.capitalize() for part in name.split("_"))


class ActionSpec:
    """A declared action; its class is imported when something of it is needed."""

    def __init__(self, entry: Entry, source: str, summary: str | None = None) -> None:
        self.name = entry.name
        self.title = entry.title
        self.connection = entry.connection
        self.chapter = entry.chapter
        """Its chapter in the manifest; None where it stands in none."""
        self._path = entry.path
        self._source = source
        self._summary = summary

    @property
    def summary(self) -> str:
        """What the action is for, in one line; of an action in a wheel without its class."""
        return self.action.summary() if self._summary is None else self._summary

    @cached_property
    def action(self) -> type[Action[Any, Any]]:
        """The class.

        Raises:
            ManifestError: there is no such module or class, or it is no action.
        """
        module, _, name = self._path.partition(":")
        where = f"{self._source}: action {self.name}, class {self._path}"
        try:
            imported = import_module(module)
        except Exception as error:  # a module may raise anything
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise ManifestError(f"{where}: cannot be imported: {why}") from error
        found: type[Action[Any, Any]] | None = getattr(imported, name, None)
        if found is None:
            raise ManifestError(f"{where}: the module has no such class")
        if not hasattr(found, "input_model"):
            raise ManifestError(f"{where}: is not an Action")
        return found


class Manifest:
    """One or more manifest files, as one catalogue.

    Manifests of other distributions are looked for once something is asked for that the first
    file has not: looking through all that is installed would slow every start.
    """

    def __init__(self, first: ManifestFile, summaries: Mapping[str, str] | None = None) -> None:
        self.name = first.name
        self.title = first.title
        self.version = first.version
        self._connections: dict[str, ConnectionSpec] = {}
        self._chapters: dict[str, Chapter] = {}
        self._toolsets: dict[str, list[str]] = {}
        self._actions: dict[str, ActionSpec] = {}
        self._looked_around = False
        self._summaries = summaries or {}
        self.add(first, self.name)

    @property
    def actions(self) -> Mapping[str, ActionSpec]:
        """Every action by its name."""
        self._look_around()
        return self._actions

    @property
    def connections(self) -> Mapping[str, ConnectionSpec]:
        """Every connection by its name."""
        self._look_around()
        return self._connections

    @property
    def chapters(self) -> Mapping[str, Chapter]:
        """Every chapter by its name."""
        self._look_around()
        return self._chapters

    @property
    def toolsets(self) -> Mapping[str, Sequence[str]]:
        """Actions and chapters of each declared toolset."""
        self._look_around()
        return self._toolsets

    def add(self, other: ManifestFile, source: str) -> None:
        """Take in another manifest's connections, chapters, actions and toolsets.

        A chapter or a toolset that is there already gets more actions.

        Raises:
            ManifestError: it declares a name again, or names a connection that nobody declares.
        """
        entries = list(other.entries())
        taken = [f"connections.{name}" for name in self._connections.keys() & other.connections]
        taken += [f"actions.{entry.name}" for entry in entries if entry.name in self._actions]
        for path in taken:
            raise ManifestError(f"{source}: {path}: is declared already")
        known = self._connections | other.connections
        for entry in entries:
            if entry.connection not in known:
                raise ManifestError(f"{source}: {entry.place}: must be one of {', '.join(known)}")
        self._connections = known
        for name, chapter in other.chapters.items():
            self._chapters.setdefault(name, chapter)
        for name, members in other.toolsets.items():
            self._toolsets[name] = [*self._toolsets.get(name, ()), *members]
        self._actions |= {
            entry.name: ActionSpec(entry, source, self._summaries.get(entry.name))
            for entry in entries
        }

    def action(self, name: str) -> ActionSpec:
        """Return a declared action.

        Raises:
            InputError: there is none of that name; a near one is suggested.
        """
        spec = self._actions.get(name) or self.actions.get(name)
        if spec is None:
            hint = did_you_mean(name, self.actions, "; see: line-connector actions")
            raise InputError(f"unknown action {name!r}{hint}")
        return spec

    def connection(self, name: str) -> ConnectionSpec:
        """Return a declared connection."""
        return self._connections.get(name) or self.connections[name]

    def find_connection(self, name: str) -> ConnectionSpec | None:
        """Return a declared connection; None where the name is one of a user's own."""
        return self._connections.get(name) or self.connections.get(name)

    def _look_around(self) -> None:
        """Take in the manifests of other distributions, once."""
        if self._looked_around:
            return
        self._looked_around = True
        from importlib.metadata import entry_points
        from importlib.resources import files

        for entry in entry_points(group=ENTRY_POINTS):
            text = files(entry.value).joinpath("manifest.yaml").read_text(encoding="utf-8")
            self.add(_check(read_document(text, entry.value), entry.value), entry.value)

    def fields(self, connection: str) -> set[str]:
        """Return the names of all fields a connection can have, also one of a user's own."""
        spec = self.find_connection(connection)
        declared = [spec] if spec else self.connections.values()
        return set(TransportSettings.model_fields).union(*(each.fields for each in declared))

    def connect(
        self, provider: str, values: Mapping[str, Any], name: str | None = None
    ) -> Connection:
        """Return a connection made of the fields' values and defaults.

        Args:
            provider: the declared connection.
            values: its fields.
            name: what the user calls it, where that is something else.

        Raises:
            CredentialsError: a field is unknown or wrong; its value is not shown.
        """
        spec = self.connection(provider)
        name = name or provider
        given = {key: value for key, value in values.items() if value not in (None, "")}
        if (owner := given.pop(PROVIDER, provider)) != provider:
            raise CredentialsError(f"connection {name}: is for {owner}, not for {provider}")
        own = {key: given.pop(key) for key in spec.fields.keys() & given.keys()}
        try:
            # Defaults need no check, and a cold start no validator for them.
            settings = (
                TransportSettings.model_validate(dict(LazyValues(given)))
                if given
                else TransportSettings.model_construct()
            )
        except ValidationError as error:
            lines = (self._field_problem(provider, name, each) for each in problems_of(error))
            raise CredentialsError("\n".join(lines)) from None
        # Filled in or left out, a default is no address of the user's own for others to follow.
        changed = {
            key: value
            for key, value in own.items()
            if str(value).rstrip("/") != spec.fields[key].default
        }
        for key, field in spec.fields.items():
            own.setdefault(key, changed.get(field.follows or "", field.default))
        present = {key: value for key, value in own.items() if value is not None}
        secret = frozenset(key for key, field in spec.fields.items() if field.secret)
        return Connection(
            name, tuple(spec.authentication), LazyValues(present), settings, secret, spec.console
        )

    def _field_problem(self, provider: str, name: str, problem: Problem) -> str:
        """Say what is wrong with a field, without a name that may be a secret in a wrong place."""
        spelled = {wire_name(field) for field in TransportSettings.model_fields}
        if problem.property in spelled.union(TransportSettings.model_fields):
            return f"connection {name}, {problem}"
        unknown = unknown_name("field", problem.property, self.fields(provider))
        return f"connection {name}: {unknown}"


def unknown_name(kind: str, name: str, known: Collection[str]) -> str:
    """Say that a name is not known, without showing it: it may be a secret in a wrong place.

    Args:
        kind: what it should name.
        name: the name.
        known: those there are; one that is near is suggested.
    """
    return f"unknown {kind}, must be one of {', '.join(sorted(known))}{did_you_mean(name, known)}"


def load_manifest(*extra: Path | str) -> Manifest:
    """Return the built-in catalogue, with those of other distributions and of `extra` files.

    Raises:
        ManifestError: one of them is wrong; the text says which, where and why.
    """
    manifest = Manifest(*_built_in())
    for path in extra:
        manifest.add(read_manifest(path), str(path))
    return manifest


def read_manifest(path: Path | str) -> ManifestFile:
    """Read and check one manifest file.

    Raises:
        ManifestError: it cannot be read or is wrong.
    """
    try:
        return _check(read_document_file(path), str(path))
    except InputError as error:
        raise ManifestError(str(error), error.problems) from None


def _check(document: Any, source: str) -> ManifestFile:
    from line_connector.auth import SCHEMES  # with an HTTP client, which a list does without

    try:
        checked = ManifestFile.model_validate(document)
    except ValidationError as error:
        problems = problems_of(error)
        lines = "\n".join(f"{source}: {problem}" for problem in problems)
        raise ManifestError(lines, problems) from None
    for name, connection in checked.connections.items():
        for scheme in connection.authentication:
            if scheme not in SCHEMES:
                raise ManifestError(
                    f"{source}: connections.{name}.authentication: "
                    f"{scheme} is none of {', '.join(SCHEMES)}"
                )
    return checked


def _built_in() -> tuple[ManifestFile, dict[str, str]]:
    """Return our own manifest: compiled in a wheel, as it is written in a checkout.

    The compiled one comes with the summaries of its actions.
    """
    compiled = compiled_manifest()
    if compiled is None:
        return read_manifest(written_manifest()), {}
    return _checked_before(compiled["manifest"]), compiled["summaries"]


def _checked_before(document: dict[str, Any]) -> ManifestFile:
    """Return a manifest that was checked before it was shipped, without building validators."""
    connections = {
        name: ConnectionSpec.model_construct(fields=_fields(spec.pop("fields")), **spec)
        for name, spec in document.pop("connections").items()
    }
    chapters = {
        name: Chapter.model_construct(**chapter)
        for name, chapter in document.pop("chapters").items()
    }
    actions = {
        name: ActionEntry.model_construct(**entry)
        for name, entry in document.pop("actions").items()
    }
    return ManifestFile.model_construct(
        **document, connections=connections, chapters=chapters, actions=actions
    )


def _fields(document: dict[str, Any]) -> dict[str, FieldSpec]:
    return {name: FieldSpec.model_construct(**field) for name, field in document.items()}
