"""The channels of one sandbox: the default one, and those that a seed adds.

Each has a database of its own, so none sees another's friends, quota or messages. They share the
clock and the randomness; faults and the log of requests are the default channel's, for all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from line_connector.sandbox.changes import Changes
from line_connector.sandbox.channel import Channel
from line_connector.sandbox.clock import Clock
from line_connector.sandbox.randomness import Randomness
from line_connector.sandbox.state import Content, State

MEMORY = ":memory:"

KEPT, CLOCK = "channels", "clock"


class Channels:
    """The states of all channels, the default one first."""

    def __init__(
        self,
        contents: Sequence[Content],
        database: str = MEMORY,
        settings: Mapping[str, Any] | None = None,
        *,
        random_seed: int | None = None,
        clock: float | None = None,
    ) -> None:
        """Open the databases, filling those that are new.

        Args:
            contents: the providers'.
            database: the default channel's file, or `:memory:`; the file of another channel has
                its ID at the end of the name.
            settings: those that every channel starts with, by their Python names.
            random_seed: repeats IDs and tokens, others at each start with the same file; none: they
                never repeat.
            clock: where the clock stands, in seconds since 1970; none: it runs with real time.

        Raises:
            UnusableDatabaseError: a database cannot be opened, or is something else.
        """
        self._contents, self._database, self._settings = contents, database, settings or {}
        self.clock, self.random = Clock(clock), Randomness(random_seed)
        self.changes = Changes()
        self.default = self._open(database)
        self._others: dict[str, State] = {}
        with ExitStack() as undo:
            undo.callback(self.close)
            if self.default.starts:
                self.random.restart(self.default.starts)
            self.clock.setting = self.default.kept(CLOCK, self.clock.setting)
            for fields in self.default.kept(KEPT, []):
                self._open_other(Channel(*fields))
            undo.pop_all()

    def __iter__(self) -> Iterator[State]:
        """Iterate over the states."""
        yield self.default
        yield from self._others.values()

    def __len__(self) -> int:
        """Return how many channels there are."""
        return 1 + len(self._others)

    def find(self, channel_id: str) -> State | None:
        """Return the state of a channel, if there is one with the ID."""
        return next((each for each in self if each.channel.channel_id == channel_id), None)

    def add(self, channel: Channel) -> State:
        """Add a channel, unless it is there; return its state."""
        state = self._others.get(channel.channel_id)
        if state is None:
            state = self._open_other(channel)
            if state.starts:  # the file is of a channel that is gone
                state.reset()
        self._keep_list()
        return state

    def drop_all_but(self, channel_ids: Collection[str]) -> None:
        """Drop channels, but for the default one and some others."""
        for channel_id in [each for each in self._others if each not in channel_ids]:
            state = self._others.pop(channel_id)
            state.reset()
            state.close()
        self._keep_list()

    def keep_clock(self) -> None:
        """Keep what the clock was set to, for good."""
        self.default.keep(CLOCK, self.clock.setting)

    def reset(self) -> None:
        """Forget everything; only the default channel is left, as it was at the first start."""
        self.drop_all_but(())
        self.clock.restart()
        self.random.restart()
        self.default.reset()
        self.keep_clock()

    def close(self) -> None:
        """Close all databases."""
        for state in self:
            state.close()

    def _keep_list(self) -> None:
        self.default.keep(KEPT, [list(each.channel) for each in self._others.values()])

    def _open_other(self, channel: Channel) -> State:
        is_kept = self._database != MEMORY
        database = f"{self._database}.{channel.channel_id}" if is_kept else MEMORY
        state = self._open(database, channel)
        self._others[channel.channel_id] = state
        return state

    def _open(self, database: str, *channel: Channel) -> State:
        return State(
            database,
            self._contents,
            self._settings,
            *channel,
            clock=self.clock,
            random=self.random,
            changes=self.changes,
        )
