"""The user's configuration file: accounts, where their secrets are, names of recipients."""

from line_connector.configuration.configuration import Account as Account
from line_connector.configuration.configuration import Configuration as Configuration
from line_connector.configuration.reading import read_configuration as read_configuration
