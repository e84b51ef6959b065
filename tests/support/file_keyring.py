"""A keyring in a file, for tests: a backend of `keyring`, which several processes can share.

PYTHON_KEYRING_BACKEND=support.file_keyring.FileKeyring KEYRING_FILE=secrets.json
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

TESTS = Path(__file__).parents[1]


class FileKeyring(KeyringBackend):
    priority = 1

    @property
    def _file(self) -> Path:
        return Path(os.environ["KEYRING_FILE"])

    def _entries(self) -> dict[str, str]:
        entries: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}
        return entries

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self._entries(), f"{service}/{username}": password}))


def keyring_env(file: Path) -> dict[str, str]:
    """Return the environment of a process that is to use such a keyring."""
    return {
        "PYTHON_KEYRING_BACKEND": f"{__name__}.{FileKeyring.__name__}",
        "PYTHONPATH": str(TESTS),
        "KEYRING_FILE": str(file),
    }
