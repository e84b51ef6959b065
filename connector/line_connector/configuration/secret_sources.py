"""Where a secret is kept, when it does not stand in a file of connections itself.

`{env: NAME}`, `{file: PATH}` and `{keyring: true}` take the place of a field's value.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from line_connector.documents.text_files import read_text_file
from line_connector.errors import CredentialsError, InputError
from line_connector.installing import how_to_install
from line_connector.secret_values import SecretSource

KEYRING_SERVICE = "line-connector"
"""The name under which the system's keyring keeps our secrets."""


@dataclass(frozen=True)
class EnvironmentVariable(SecretSource):
    """An environment variable."""

    field: str

    name: str

    def _read(self) -> str:
        if self.name not in os.environ:
            raise CredentialsError(f"{self.field}: {self} is not set")
        return os.environ[self.name]

    def __str__(self) -> str:
        return f"environment variable {self.name}"


@dataclass(frozen=True)
class SecretFile(SecretSource):
    """A file that holds nothing but the secret; a newline at its end is left out."""

    field: str

    path: Path

    def _read(self) -> str:
        try:
            return read_text_file(self.path).rstrip("\r\n")
        except InputError as error:
            raise CredentialsError(f"{self.field}: {error}") from None

    def __str__(self) -> str:
        return f"file {self.path}"


@dataclass(frozen=True)
class KeyringEntry(SecretSource):
    """An entry of the system's keyring: Keychain, Credential Locker, Secret Service, KWallet."""

    field: str

    user: str
    """The entry's user name: `<account>.<field>`."""

    def _read(self) -> str:
        with _keyring_errors(self.field):
            import keyring

            secret = keyring.get_password(KEYRING_SERVICE, self.user)
        if secret is None:
            raise CredentialsError(
                f"{self.field}: {self} is not there; store it: "
                f"keyring set {KEYRING_SERVICE} {self.user}"
            )
        return secret

    def write(self, secret: str) -> None:
        """Store the secret.

        Raises:
            CredentialsError: there is no keyring, or it refuses.
        """
        with _keyring_errors(self.field):
            import keyring

            keyring.set_password(KEYRING_SERVICE, self.user, secret)

    def __str__(self) -> str:
        return f"keyring entry {self.user}"


def has_keyring() -> bool:
    """Tell whether the system has a keyring that can be used."""
    try:
        import keyring

        return keyring.get_keyring().priority > 0
    except Exception:  # noqa: BLE001 - not installed, or whatever a backend raises
        return False


class _keyring_errors:  # noqa: N801 - a context manager, used as a function
    """Say in one line what keeps the keyring from being used; its own texts may hold anything."""

    def __init__(self, field: str) -> None:
        self._field = field

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ImportError):
            raise CredentialsError(
                f"{self._field}: the keyring needs one more package: {how_to_install('keyring')}"
            ) from None
        if isinstance(error, Exception):
            raise CredentialsError(
                f"{self._field}: the system's keyring cannot be used ({type(error).__name__}); "
                "use {env: NAME} or {file: PATH}, or see: keyring diagnose"
            ) from None
