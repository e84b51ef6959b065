from __future__ import annotations

import pytest

from line_connector import Connector
from support.rich_menus import created


@pytest.fixture
def menu(connector: Connector) -> str:
    """A rich menu that can be shown."""
    return created(connector)


@pytest.fixture
def bare_menu(connector: Connector) -> str:
    """A rich menu without an image."""
    return created(connector, image=False)
