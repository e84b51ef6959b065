"""Apprise sends to LINE: `lineconnector://[account@]target[/target2]?silent=yes&card=alert`.

Importing this package makes the URL known to Apprise. Apprise looks for plugins in files, not in
installed packages: a file with this import in its plugin folder is enough.
"""

from line_connector.platforms.apprise.plugin import NotifyLineConnector as NotifyLineConnector
