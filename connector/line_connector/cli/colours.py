"""Whether output is coloured: on a terminal, unless the user's environment says otherwise.

`NO_COLOR` (any value but an empty one) switches colours off everywhere, see https://no-color.org.
`FORCE_COLOR` switches them on for texts also where there is no terminal, as in the logs of a build.
JSON on standard output is data: it is coloured on a terminal only.
"""

from __future__ import annotations

import os
import sys


def wanted_colours() -> bool | None:
    """Return whether the environment asks for colours; None leaves it to the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def is_json_coloured() -> bool:
    """Return whether JSON on standard output is coloured."""
    return sys.stdout.isatty() and wanted_colours() is not False
