"""The user's configuration file: accounts, where their secrets are, names of recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.configuration.configuration import Account as Account
    from line_connector.configuration.configuration import Configuration as Configuration
    from line_connector.configuration.reading import read_configuration as read_configuration

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
