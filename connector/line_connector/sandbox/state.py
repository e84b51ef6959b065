"""Everything the sandbox remembers of one channel, in one SQLite database."""

import json
import secrets
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from importlib import resources
from typing import Any, ClassVar, Protocol, TypeVar

from line_connector.sandbox.changes import Changes
from line_connector.sandbox.channel import DEFAULT_CHANNEL, Channel
from line_connector.sandbox.clock import Clock
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.randomness import Randomness
from line_connector.sandbox.settings import SharedSettings, change

FORMAT = 11
"""Rises whenever the tables change, so that a file of another version is not taken for ours."""

S = TypeVar("S")


class UnusableDatabaseError(ValueError):
    """A database cannot be opened, or is not one of this version's; the text names the file."""


@contextmanager
def _opening(database: str) -> Generator[None]:
    try:
        yield
    except (sqlite3.Error, UnusableDatabaseError) as error:
        raise UnusableDatabaseError(f"{database}: {error}") from None


class Content(Protocol):
    """What a provider adds to the state: tables, settings and seeds."""

    package: ClassVar[str]
    settings: ClassVar[type[Any]]

    def seed(self, state: "State") -> None:
        """Put into empty tables what the state's channel starts with."""
        ...


class State:
    """The database and the settings of a channel; all channels of a sandbox share one clock.

    Only the server's thread uses it, one request at a time: what a request does is atomic.
    """

    def __init__(
        self,
        database: str,
        contents: Sequence[Content],
        settings: Mapping[str, Any],
        channel: Channel = DEFAULT_CHANNEL,
        *,
        clock: Clock | None = None,
        random: Randomness | None = None,
        changes: Changes | None = None,
    ) -> None:
        """Open a database, filling it when it is new.

        Args:
            database: a file, or `:memory:`.
            contents: the providers'.
            settings: by their Python names; they win over those the database kept.
            channel: whose it is.
            clock: shared with other channels; none: one of its own.
            random: shared with other channels; none: the system's.
            changes: shared with other channels; none: its own.

        Raises:
            UnusableDatabaseError: it cannot be opened, or is something else.
        """
        self._contents = contents
        kinds: list[type[Any]] = [SharedSettings, *(each.settings for each in contents)]
        self._initial = change({kind: kind() for kind in kinds}, settings)
        self._settings = self._initial
        self.clock = clock or Clock()
        self.random = random or Randomness(None)
        self.changes = changes or Changes()
        self.channel = channel
        self._pristine: sqlite3.Connection | None = None
        with _opening(database), ExitStack() as undo:
            self.db = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
            undo.callback(self.close)
            # SQLite's own lower() knows only ASCII letters.
            self.db.create_function("casefold", 1, str.casefold, deterministic=True)
            self._load(settings)
            undo.pop_all()

    def close(self) -> None:
        """Close the database."""
        self.db.close()
        if self._pristine is not None:
            self._pristine.close()

    def reset(self) -> None:
        """Forget everything: seeds and settings are as they were at the first start."""
        if self._pristine is not None:
            self._pristine.backup(self.db)
            self._settings = self._initial
            self._begin_age()
            return
        with self.transaction():
            for name in self._table_names():
                self.db.execute(f'DROP TABLE "{name}"')
        self._fill()
        # Tests reset often: from the second time on, a copy takes the place of all this.
        self._pristine = sqlite3.connect(":memory:", check_same_thread=False)
        self.db.backup(self._pristine)

    @property
    def age(self) -> str:
        """What tells this state from the one before it was reset."""
        return str(self.kept("age"))

    @property
    def starts(self) -> int:
        """How many starts came before this one, since the database was filled."""
        count: int = self.kept("starts", 0)
        return count

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
        self.keep("settings", self.all_settings())

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Keep all the changes made inside, or none when it ends in an exception.

        Inside another one it is a part of that.
        """
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def keep(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name, for good."""
        self.db.execute("REPLACE INTO kept VALUES (?, ?)", (name, json.dumps(value)))

    def kept(self, name: str, default: Any = None) -> Any:
        """Return the value that is kept under a name."""
        row = self.db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return default if row is None else json.loads(row[0])

    def _load(self, settings: Mapping[str, Any]) -> None:
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        is_new = not self._table_names()
        if not is_new and version != FORMAT:
            raise UnusableDatabaseError("not made by this version of the sandbox")
        self.db.execute(f"PRAGMA user_version = {FORMAT}")
        # The sandbox outlives its own crash, not the machine's: no need to wait for the disk.
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = OFF")
        if is_new:
            self._fill()
        else:
            self.keep("starts", self.starts + 1)
            self.change_settings({**self.kept("settings"), **settings})

    def _fill(self) -> None:
        folder = resources.files("line_connector.sandbox")
        for shared in (folder / "tables.sql", folder / "inbox" / "tables.sql"):
            self.db.executescript(shared.read_text("utf-8"))
        for content in self._contents:
            for tables in package_files(content.package, "tables.sql").values():
                self.db.executescript(tables)
        with self.transaction():
            self._begin_age()
            self._settings = self._initial
            self.keep("settings", self.all_settings())
            for content in self._contents:
                content.seed(self)

    def _begin_age(self) -> None:
        # Not of `random`, which begins again too: two ages would be one.
        self.keep("age", secrets.token_hex(4))

    def _table_names(self) -> list[str]:
        """Return the names of our tables, not of SQLite's own."""
        rows = self.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        )
        return [name for (name,) in rows]
