"""Where IDs and tokens come from: at random, or from a seed that repeats them."""

import random
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Randomness:
    """Draws what is random. With a seed, the same sequence of draws has the same results."""

    def __init__(self, seed: int | None) -> None:
        self._seed = seed
        self.restart()

    def restart(self, starts: int = 0) -> None:
        """Begin a sequence of the seed again.

        Args:
            starts: which of its sequences: how many starts came before on the same data. One that
                begins again over data that is kept would draw the IDs that are taken.
        """
        seed = self._seed if self._seed is None or not starts else f"{self._seed} {starts}"
        # Nothing here is secret: asking the system for each ID would cost a call of it each time.
        self._source = random.Random(seed)  # noqa: S311 (IDs of an emulator)

    def uuid(self) -> str:
        """Return a UUID of version 4."""
        return str(UUID(int=self._source.getrandbits(128), version=4))

    def token_hex(self, count: int) -> str:
        """Return so many bytes as hexadecimal digits."""
        return self._source.randbytes(count).hex()

    def token_urlsafe(self, count: int) -> str:
        """Return so many bytes in Base64 as URLs have it."""
        return urlsafe_b64encode(self._source.randbytes(count)).rstrip(b"=").decode()

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below a limit."""
        return self._source.randrange(limit)

    def bits(self, count: int) -> int:
        """Return a whole number of so many bits."""
        return self._source.getrandbits(count)

    def sample(self, values: Sequence[T], count: int) -> list[T]:
        """Return some of several values, each once."""
        return self._source.sample(values, count)

    def happens(self, probability: float) -> bool:
        """Tell whether something happens that has a probability from 0 to 1."""
        return self._source.random() < probability
