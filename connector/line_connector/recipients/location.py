"""Where the book is, and whose; found without a database library, since most sends have no book."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from line_connector.configuration import Configuration
    from line_connector.manifest import Manifest

DATABASE = "LINE_CONNECTOR_DATABASE"
"""Environment variable with the URL of the database; it wins over the configuration file's."""

FILE = "recipients.sqlite"

UNNAMED = "default"
"""The book of credentials that belong to no account of the configuration file."""

SANDBOX = "sandbox"
"""The book that `--sandbox` uses: its people must not mix with real ones."""

_SQLITE = "sqlite:///"
_LINE = "line"


def database_url(configuration: Configuration) -> str:
    """Return the URL of the book's database: a SQLite file in the user's data folder by default.

    Raises:
        CredentialsError: the URL is kept elsewhere, and cannot be read there.
    """
    named = os.environ.get(DATABASE) or configuration.database_url
    return named or default_url()


def default_url() -> str:
    """Return the URL of the book's database where none is named."""
    import platformdirs  # late: where the database is named there is no use for it

    return f"{_SQLITE}{platformdirs.user_data_path('line-connector') / FILE}"


def book_exists(configuration: Configuration) -> bool:
    """Tell whether there can be a book; a database on a server is not asked.

    Raises:
        CredentialsError: as `database_url`.
    """
    path = sqlite_path(database_url(configuration))
    return path is None or path.exists()


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite URL; None for another database."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def book_of(account: str | None, *, sandbox: bool) -> str | None:
    """Return the name of the book that a command uses, where its options say it."""
    return account or (SANDBOX if sandbox else None)


def book_account(
    account: str | None, configuration: Configuration, manifest: Manifest | None = None
) -> str:
    """Return the name of the account whose book is used; user IDs differ from one to the next.

    That is the account that sends; `default` where the credentials belong to none.
    """
    return sending_account(account, configuration, manifest) or UNNAMED


def sending_account(
    account: str | None, configuration: Configuration, manifest: Manifest | None = None
) -> str:
    """Return the name of the account that sends.

    That is the named account, else none (empty) where the environment has the credentials, else the
    configuration file's default account.
    """
    from line_connector.auth import complete_scheme
    from line_connector.environment import ACCOUNT, Environment
    from line_connector.manifest import load_manifest

    named = account or os.environ.get(ACCOUNT)
    if named:
        return named
    manifest = manifest or load_manifest()
    fields = Environment(os.environ, manifest)[_LINE]
    if complete_scheme(manifest.connection(_LINE).authentication, fields) is not None:
        return ""
    default = configuration.account_of(_LINE)
    return default.name if default else ""
