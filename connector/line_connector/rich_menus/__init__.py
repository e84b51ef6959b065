"""Rich menus as a file describes them: read, compared with what is there, and applied.

`document` is what a file may hold, `reading` reads one, `found` asks LINE what is there, `plan`
compares the two, `applying` makes the changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.rich_menus.applying import apply_rich_menus as apply_rich_menus
    from line_connector.rich_menus.applying import plan_rich_menus as plan_rich_menus
    from line_connector.rich_menus.plan import Plan as Plan
    from line_connector.rich_menus.reading import read_rich_menus as read_rich_menus
    from line_connector.rich_menus.wanted import WantedRichMenus as WantedRichMenus
else:
    __getattr__ = lazy_exports(__name__)
