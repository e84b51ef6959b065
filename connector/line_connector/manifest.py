"""The catalogue: which actions and connections there are, read from `manifest.yaml` and checked.

A manifest says only what code does not: names, titles, which class, which connection. Schemas,
limits and descriptions come from the classes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from line_connector.action import Action
from line_connector.auth import SCHEMES
from line_connector.documents.reading import read_document, read_document_file
from line_connector.errors import CredentialsError, InputError, ManifestError
from line_connector.http.connection import Connection, TransportSettings
from line_connector.schema.model import Input, wire_name
from line_connector.schema.problems import Problem, problems_of

ENTRY_POINTS = "line_connector.manifests"
"""Entry point group of distributions that add actions: each names a package with a manifest."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class FieldSpec(Input):
    """One field of a connection, as a platform's form shows it."""

    title: str

    description: str = ""

    secret: bool = False
    """Whether the value must never be shown or logged."""

    default: str | None = None

    follows: str | None = None
    """Another field: when that one has a value of its own and this one none, this one is equal."""


class ConnectionSpec(Input):
    """A provider: how to reach it and which credentials it takes."""

    title: str

    description: str = ""

    authentication: Annotated[list[str], Field(min_length=1)]
    """Schemes, the preferred one first."""

    fields: dict[Name, FieldSpec]


class ActionEntry(Input):
    """An action as the manifest lists it."""

    class_: Annotated[str, Field(pattern=r"^[\w.]+:\w+$")]
    """Where the class is: `module:Class`."""

    connection: Name

    title: Annotated[str, Field(min_length=1)]


class ManifestFile(Input):
    """A manifest file."""

    name: str

    title: str

    version: str

    connections: dict[Name, ConnectionSpec] = {}

    actions: dict[Name, ActionEntry]


class ActionSpec:
    """A declared action; its class is imported when something of it is needed."""

    def __init__(self, name: str, entry: ActionEntry) -> None:
        self.name = name
        self.title = entry.title
        self.connection = entry.connection
        module = entry.class_.partition(":")[0]
        self.chapter = module.split(".")[1] if module.count(".") > 1 else None
        """Its folder in the package of actions; None where it stands beside the folders."""
        self._path = entry.class_

    @cached_property
    def action(self) -> type[Action[Any, Any]]:
        """The class.

        Raises:
            ManifestError: there is no such module or class, or it is no action.
        """
        module, _, name = self._path.partition(":")
        where = f"action {self.name}, class {self._path}"
        try:
            found: type[Action[Any, Any]] = getattr(import_module(module), name)
        except ImportError as error:
            raise ManifestError(f"{where}: cannot be imported: {error}") from None
        except AttributeError:
            raise ManifestError(f"{where}: the module has no such class") from None
        if not hasattr(found, "input_model"):
            raise ManifestError(f"{where}: is not an Action")
        return found


class Manifest:
    """One or more manifest files, as one catalogue.

    Manifests of other distributions are looked for once something is asked for that the first
    file has not: looking through all that is installed would slow every start.
    """

    def __init__(self, first: ManifestFile) -> None:
        self.name = first.name
        self.title = first.title
        self.version = first.version
        self._connections: dict[str, ConnectionSpec] = {}
        self._actions: dict[str, ActionSpec] = {}
        self._looked_around = False
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

    def add(self, other: ManifestFile, source: str) -> None:
        """Take in another manifest's connections and actions.

        Raises:
            ManifestError: it declares a name again, or names a connection that nobody declares.
        """
        taken = [f"connections.{name}" for name in self._connections.keys() & other.connections]
        taken += [f"actions.{name}" for name in self._actions.keys() & other.actions]
        for path in taken:
            raise ManifestError(f"{source}: {path}: is declared already")
        known = self._connections | other.connections
        for name, entry in other.actions.items():
            if entry.connection not in known:
                raise ManifestError(
                    f"{source}: actions.{name}.connection: must be one of {', '.join(known)}"
                )
        self._connections = known
        self._actions |= {name: ActionSpec(name, entry) for name, entry in other.actions.items()}

    def action(self, name: str) -> ActionSpec:
        """Return a declared action.

        Raises:
            InputError: there is none of that name; a near one is suggested.
        """
        spec = self._actions.get(name) or self.actions.get(name)
        if spec is None:
            from difflib import get_close_matches

            near = get_close_matches(name, self.actions, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; see: line-connector actions"
            raise InputError(f"no action is called {name}{hint}")
        return spec

    def connection(self, name: str) -> ConnectionSpec:
        """Return a declared connection."""
        return self._connections.get(name) or self.connections[name]

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
        spec = self._connections.get(connection) or self.connections.get(connection)
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
        own = {key: given.pop(key) for key in spec.fields.keys() & given.keys()}
        try:
            settings = TransportSettings.model_validate(given)
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
        return Connection(name, tuple(spec.authentication), present, settings, secret)

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
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"unknown {kind}, must be one of {', '.join(sorted(known))}{hint}"


def load_manifest(*extra: Path | str) -> Manifest:
    """Return the built-in catalogue, with those of other distributions and of `extra` files.

    Raises:
        ManifestError: one of them is wrong; the text says which, where and why.
    """
    manifest = Manifest(read_manifest(_built_in()))
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


def _built_in() -> Path:
    """Return the shipped manifest: inside the wheel, or at the top of a checkout."""
    here = Path(__file__).resolve()
    shipped = here.with_name("manifest.yaml")
    return shipped if shipped.exists() else here.parents[2] / "manifest.yaml"
