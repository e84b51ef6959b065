from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses

from support.stubbed import Infobip


@pytest.fixture
def infobip() -> Iterator[Infobip]:
    with responses.RequestsMock() as mock:
        yield Infobip(mock)
