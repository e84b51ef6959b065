"""What is run for each event finds its rows by an index, however many others wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.conftest import HI, Remembering
from line_connector.events import EventStore, Subscription
from line_connector.events.leases import Correction, Wanted
from line_connector.events.store import now
from support.query_plans import planned

DUE = "USING INDEX line_connector_deliveries_due (handler=? AND due_at"
CHAT = "USING INDEX line_connector_deliveries_chat (handler=? AND chat_id=? AND timestamp<?)"


@pytest.mark.parametrize("ordered", [False, True])
def test_what_is_due_is_found_by_the_index_of_open_deliveries(
    tmp_path: Path, *, ordered: bool
) -> None:
    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as store:
        store.add([HI], [Subscription("bot", Remembering())]).result()
        with planned(store.engine) as steps:
            assert store.has_due("bot", now())
            (leased,) = store.lease(Wanted("bot", 10, now(), now() + 1_000, 3, ordered))
            store.correct(Correction("bot", now(), [0], 60_000))
    assert leased.event == HI
    assert sum(DUE in each for each in steps) == 3
    assert sum(CHAT in each for each in steps) == ordered
    assert not [each for each in steps if each.startswith("SCAN") or "TEMP B-TREE" in each]
