"""Values of a connection that are kept elsewhere, and read when one is needed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

from line_connector.errors import CredentialsError


class SecretSource(ABC):
    """A place that holds one secret; its text says where that is, and never the secret."""

    field: str
    """Which field of which account it is for, as errors call it: `account tokyo, token`."""

    def read(self) -> str:
        """Return the secret.

        Raises:
            CredentialsError: it is not there, or cannot be read.
        """
        secret = self._read()
        if not secret:
            raise CredentialsError(f"{self.field}: {self} is empty")
        return secret

    @abstractmethod
    def _read(self) -> str: ...

    @abstractmethod
    def __str__(self) -> str: ...


class LazyValues(Mapping[str, Any]):
    """A connection's values by field; a secret source is read when its field is asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, field: str) -> Any:
        value = self._values[field]
        if isinstance(value, SecretSource):
            value = self._values[field] = value.read()
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
