"""The key that URLs are signed with: a file of ours, for its owner's eyes only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from line_connector.documents.private_files import is_open_to_others, replace_private_file
from line_connector.documents.text_files import read_text_file
from line_connector.errors import InputError
from line_connector.media.state_folder import cannot_be_written

_BYTES = 32
_SHORTEST = 32
"""Characters of a key that somebody chose."""


def key_in(path: Path) -> bytes:
    """Return the key in a file, which is made where there is none.

    Raises:
        InputError: it cannot be read or written, others can read it, or it is too short.
    """
    try:
        if not path.exists():
            _make(path)
        is_open = is_open_to_others(path)
    except OSError as error:
        raise cannot_be_written(path, error) from None
    if is_open:
        raise InputError(f"{path}: other users of this machine can read it; run: chmod 600 {path}")
    return checked_key(read_text_file(path), str(path))


def checked_key(text: str, what: str) -> bytes:
    """Return a key as bytes.

    Raises:
        InputError: it is too short to be a secret.
    """
    if len(text.strip()) < _SHORTEST:
        raise InputError(f"{what}: a key to sign URLs has at least {_SHORTEST} characters")
    return text.strip().encode()


def _make(path: Path) -> None:
    """Make a key; where another process makes one at the same time, the first one stays.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    replace_private_file(beside, secrets.token_hex(_BYTES) + "\n")
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink(missing_ok=True)
