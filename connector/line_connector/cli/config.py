"""`line-connector config`: where the configuration file is, what it says, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

import click

from line_connector.cli.options import manifest_option
from line_connector.cli.printing import print_json, say, say_warning
from line_connector.configuration import Account, Configuration, read_configuration
from line_connector.configuration.location import configuration_path
from line_connector.configuration.media import MediaSettings
from line_connector.doctor.configuration import check_configuration
from line_connector.errors import InputError
from line_connector.manifest import Manifest, load_manifest
from line_connector.recipients.names import BookNames
from line_connector.secret_values import SecretSource

MASK = "***"

_USER_INFO = re.compile(r"^(https?://)?.*@", re.DOTALL | re.IGNORECASE)
"""All that may be a user name or a password in an address, also in one that is not valid."""


@click.group()
def config() -> None:
    """Find, show and check the configuration file: accounts and names of recipients."""


@config.command()
def path() -> None:
    """Print where the configuration file is, or would be."""
    click.echo(configuration_path())


@config.command()
@manifest_option
def show(manifest: tuple[str, ...]) -> None:
    """Print the configuration as JSON, without secrets: where each is kept, else ***."""
    catalogue = load_manifest(*manifest)
    found = _existing(catalogue)
    print_json(
        {
            "file": str(found.path),
            "default_account": found.default_account,
            "default_recipient": found.default_recipient,
            "accounts": {
                name: {"provider": account.provider, **_shown(account, catalogue)}
                for name, account in found.accounts.items()
            },
            "recipients": found.recipients,
            "sandbox": found.sandbox_url,
            "database": _shown_address(found.database),
            "media": _shown_media(found.media),
            "policies": asdict(found.policies),
        }
    )


@config.command()
@manifest_option
def check(manifest: tuple[str, ...]) -> None:
    """Check the file: its form, names of recipients, whether each secret can be read.

    Nothing is sent, and no store of files is connected to.
    """
    catalogue = load_manifest(*manifest)
    found = _existing(catalogue)
    problems = list(check_configuration(found, catalogue, BookNames(found)))
    for problem in problems:
        if problem.severity == "warning":
            say_warning(str(problem))
    wrong = [problem for problem in problems if problem.severity == "error"]
    if wrong:
        raise InputError("\n".join(f"{found.path}: {problem}" for problem in wrong), wrong)
    say(
        f"{found.path}: {_count(found.accounts, 'account')}, "
        f"{_count(found.recipients, 'recipient')}: valid"
    )


def _existing(manifest: Manifest) -> Configuration:
    found = read_configuration(manifest=manifest)
    if not found.path.exists():
        raise InputError(f"{found.path}: there is no such file; line-connector login writes it")
    return found


def _shown_address(address: str | SecretSource | None) -> str | None:
    """Return an address, or where it is kept; one that may hold a password is hidden."""
    if isinstance(address, str) and ("@" in address or "?" in address):
        return MASK
    return None if address is None else str(address)


def _shown_media(media: MediaSettings) -> dict[str, Any]:
    """Return the settings as anybody may see them; any option may be a secret."""
    return {
        "url": _shown_address(media.url),
        "store": _shown_address(media.store),
        "options": {
            name: _shown_value(name, value, media.options) for name, value in media.options.items()
        },
        "expires_in": media.lifetime,
        "key": None if media.key is None else str(media.key),
    }


def _shown(account: Account, manifest: Manifest) -> dict[str, Any]:
    """Return an account's fields as anybody may see them."""
    specs = manifest.connection(account.provider).fields
    hidden = {name for name, spec in specs.items() if spec.secret} | {"http_proxy"}
    return {name: _shown_value(name, value, hidden) for name, value in account.fields.items()}


def _shown_value(name: str, value: Any, hidden: Collection[str]) -> Any:
    if isinstance(value, SecretSource):
        return str(value)
    if name in hidden:
        return MASK
    if isinstance(value, str) and name.endswith("url"):
        return _USER_INFO.sub(rf"\1{MASK}@", value)
    return value


def _count(things: Mapping[str, Any], name: str) -> str:
    return f"{len(things)} {name}{'s' * (len(things) != 1)}"
