"""Names of recipients and policies of the user's configuration file, for every call of a connector.

connector = Connector.from_configuration()
connector.recipients = ConfiguredRecipients(connector)
connector.run("push_message", {"to": "ops", "messages": [...]})
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from line_connector.call import Call
    from line_connector.configuration import Configuration
    from line_connector.connector import Connector
    from line_connector.recipients.names import BookNames

LOG = logging.getLogger(__name__)

_LINE = "line"


class ConfiguredRecipients:
    """Whom names stand for, in the configuration file and the recipient book, and its policies.

    Nothing is read or imported before a name is looked up or a message is sent. A file that is
    changed later holds for later calls.

    Args:
        connector: asks what a send costs.
        account: whose book is used; that of the connector's account if absent.
        sandbox: use the sandbox's book.
        warn: called with a warning for each who blocked the account or opted out.
        reads_file: read the file for its policies. Otherwise they hold only where it was read for
            credentials or for a name: looking for it takes time at the start of a process.
    """

    def __init__(
        self,
        connector: Connector,
        account: str | None = None,
        warn: Callable[[str], object] = LOG.warning,
        *,
        sandbox: bool = False,
        reads_file: bool = True,
    ) -> None:
        self._connector = connector
        self._account = account
        self._sandbox = sandbox
        self._warn = warn
        self._reads_file = reads_file
        self._known: tuple[Any, Configuration] | None = None

    def names(self, connection: str | None) -> Callable[[str], Sequence[str]] | None:
        """Return what knows names; None where there is neither a configuration file nor a book.

        Raises:
            InputError: the file is not valid.
        """
        from line_connector.recipients.location import book_exists

        configuration = self._read()
        if not configuration.path.exists() and not book_exists(configuration):
            return None
        return partial(configuration.recipients_of, others=self._book(configuration, connection))

    def book(self, connection: str | None) -> str | None:
        """Return the name of the account whose book is used; None for that of the default one."""
        from line_connector.recipients.location import book_of

        own = book_of(self._account, sandbox=self._sandbox)
        return connection or own or self._connector.account

    def check(self, call: Call, connection: str | None, *, named: bool) -> None:
        """Refuse a message to known recipients that goes against the policies.

        Who blocked the account or opted out is looked up where a name was given, or where the
        policy is to refuse: the book's database library is slow to import.

        Raises:
            InputError: it goes beyond the budget, or the policy is to refuse a recipient.
            ConnectorError: what it costs is not known, or the book cannot be read.
        """
        recipients = call.recipients
        if not recipients or call.spec.connection != _LINE or not call.effect.startswith("sends"):
            return
        configuration = self._read() if self._reads_file or named else self._connector.file
        if configuration is None:
            return
        policies = configuration.policies
        if named or policies.blocked == "refuse":
            self._book(configuration, connection).check(recipients, self._warn)
        if policies.budget is not None:
            from line_connector.sending.budget import check_budget

            check_budget(self._connector, recipients, policies.budget, connection)

    def _read(self) -> Configuration:
        """Return the configuration; the file is read again once it has changed."""
        from line_connector.configuration import read_configuration

        path = self._path
        try:
            stat = path.stat()
            version = path, stat.st_mtime_ns, stat.st_size
        except OSError:  # reading says what is wrong, if there is a file
            version = path, 0, 0
        known = self._known
        if known is None or known[0] != version:
            known = self._known = version, read_configuration(path)
        return known[1]

    @cached_property
    def _path(self) -> Path:
        from line_connector.configuration.location import configuration_path

        return configuration_path()  # once: finding the user's folder costs as much as a check

    def _book(self, configuration: Configuration, connection: str | None) -> BookNames:
        from line_connector.recipients.names import BookNames

        return BookNames(configuration, self.book(connection))
