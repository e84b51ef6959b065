"""What a listener looks up every moment is found by an index of what is open."""

from __future__ import annotations

from pathlib import Path

from line_connector.events.store import now
from line_connector.questions import sends
from line_connector.questions.database import open_database, reading
from line_connector.questions.expiring import end_overdue
from line_connector.questions.subscribing import TextsLookedUp
from support.query_plans import planned


def test_what_has_ended_or_was_sent_is_not_looked_at(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/events.sqlite")
    with planned(engine) as steps:
        end_overdue(engine)
        assert not TextsLookedUp(engine).are_wanted
        with reading(engine) as db:
            assert not sends.are_due(db, now(), sends.CARDS)
    engine.dispose()
    overdue, *taps, text, _, message = steps
    assert "INDEX line_connector_questions_open (expires_at<?)" in overdue
    assert "INDEX line_connector_deliveries_chat (handler=? AND chat_id=?" in taps[-1]
    assert "INDEX line_connector_questions_open" in text
    assert "INDEX line_connector_question_sends_due" in message
