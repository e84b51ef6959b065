"""Everything the sandbox remembers, in one SQLite database."""

import json
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib import resources
from typing import Any, ClassVar, Protocol, TypeVar

from line_connector.sandbox.clock import Clock
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.settings import SharedSettings, change

FORMAT = 6
"""Rises whenever the tables change, so that a file of another version is not taken for ours."""

S = TypeVar("S")


class Content(Protocol):
    """What a provider adds to the state: tables, settings and seeds."""

    package: ClassVar[str]
    settings: ClassVar[type[Any]]

    def seed(self, db: sqlite3.Connection) -> None:
        """Put into empty tables what every sandbox starts with."""
        ...


class State:
    """The database, the clock and the settings of one sandbox.

    Only the server's thread uses it, one request at a time: what a request does is atomic.
    """

    def __init__(
        self, database: str, contents: Sequence[Content], settings: Mapping[str, Any]
    ) -> None:
        """Open a database, filling it when it is new.

        Args:
            database: a file, or `:memory:`.
            contents: the providers'.
            settings: by their Python names; they win over those the database kept.
        """
        self._contents = contents
        kinds: list[type[Any]] = [SharedSettings, *(each.settings for each in contents)]
        self._initial = change({kind: kind() for kind in kinds}, settings)
        self._settings = self._initial
        self.db = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
        self.clock = Clock()
        try:
            self._load(settings)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def reset(self) -> None:
        """Forget everything: seeds, settings and clock are as they were at the first start."""
        with self.transaction():
            for name in self._table_names():
                self.db.execute(f'DROP TABLE "{name}"')
        self._fill()

    def advance_clock(self, seconds: float) -> None:
        """Move time forward, for good."""
        self.clock.advance(seconds)
        self._keep("clock_offset", self.clock.offset)

    def settings(self, kind: type[S]) -> S:
        """Return the settings of one kind, such as a provider's."""
        settings: S = self._settings[kind]
        return settings

    def all_settings(self) -> dict[str, Any]:
        """Return all settings by their Python names."""
        return {
            name: value
            for settings in self._settings.values()
            for name, value in asdict(settings).items()
        }

    def change_settings(self, changes: Mapping[str, Any]) -> None:
        """Change some settings, given by their Python names, for good."""
        self._settings = change(self._settings, changes)
        self._keep("settings", self.all_settings())

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Keep all the changes made inside, or none when it ends in an exception."""
        self.db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _load(self, settings: Mapping[str, Any]) -> None:
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        is_new = not self._table_names()
        if not is_new and version != FORMAT:
            raise ValueError("The database was not made by this version of the sandbox")
        self.db.execute(f"PRAGMA user_version = {FORMAT}")
        # The sandbox outlives its own crash, not the machine's: no need to wait for the disk.
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = OFF")
        if is_new:
            self._fill()
        else:
            self.clock.offset = self._kept("clock_offset")
            self.change_settings({**self._kept("settings"), **settings})

    def _fill(self) -> None:
        shared = resources.files("line_connector.sandbox").joinpath("tables.sql")
        self.db.executescript(shared.read_text("utf-8"))
        for content in self._contents:
            for tables in package_files(content.package, "tables.sql").values():
                self.db.executescript(tables)
        with self.transaction():
            for content in self._contents:
                content.seed(self.db)
            self.clock.offset = 0.0
            self._keep("clock_offset", self.clock.offset)
            self._settings = self._initial
            self._keep("settings", self.all_settings())

    def _table_names(self) -> list[str]:
        return [
            name
            for (name,) in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]

    def _keep(self, name: str, value: Any) -> None:
        self.db.execute("REPLACE INTO kept VALUES (?, ?)", (name, json.dumps(value)))

    def _kept(self, name: str) -> Any:
        (value,) = self.db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return json.loads(value)
