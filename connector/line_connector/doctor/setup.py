"""Checks of what is on this machine: the configuration file, and the credentials it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.configuration import Configuration
from line_connector.configuration.credentials import read_credentials
from line_connector.doctor.check import Check
from line_connector.doctor.configuration import check_configuration
from line_connector.errors import CredentialsError
from line_connector.http.connection import Connection
from line_connector.manifest import Manifest


def check_file(configuration: Configuration, manifest: Manifest) -> Iterator[Check]:
    """Check a configuration file that could be read; its problems are warnings here.

    What is wrong may be with another account than the one that is used.
    """
    name, path = "configuration", configuration.path
    if not path.exists():
        yield Check(name, "ok", f"no file (it would be {path}; line-connector login writes it)")
        return
    problems = list(check_configuration(configuration, manifest))
    if not problems:
        count = f"accounts: {len(configuration.accounts)}"
        yield Check(name, "ok", f"{path}, {count}, recipients: {len(configuration.recipients)}")
    for problem in problems:
        yield Check(name, "warning", f"{path}: {problem}", "see: line-connector config check")


def check_credentials(connection: Connection, origin: str) -> Check:
    """Check that credentials are there, and can be read where they are kept."""
    try:
        scheme = read_credentials(connection)
    except CredentialsError as error:
        first, *more = str(error).splitlines()
        fix = "; ".join(line.strip() for line in more) or "correct it where it is kept"
        return Check("credentials", "failed", first, fix)
    needs = " and ".join(name.replace("_", " ") for name in scheme.needs)
    return Check("credentials", "ok", f"{needs}, from {origin}")
