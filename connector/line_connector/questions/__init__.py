"""Ask people something in LINE and wait for the answer.

    from line_connector.questions import Question, Questions

    with Questions() as questions:
        asked = questions.ask(Question(text="Deploy 1.4?", to=["ops"], choices=["Yes", "No"]))
        answer = questions.wait(asked.id).answer

`Questions` writes a question down, pushes it as a card, and waits; `Attendant`, which every
`line-connector listen` has, takes the answers, reminds and escalates. All they know of each other
is in the database, so each of them may restart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.questions.asked import Answer as Answer
    from line_connector.questions.asked import Asked as Asked
    from line_connector.questions.asked import Sent as Sent
    from line_connector.questions.asking import Questions as Questions
    from line_connector.questions.attending import Attendant as Attendant
    from line_connector.questions.errors import NoAnswerError as NoAnswerError
    from line_connector.questions.errors import NobodyListensError as NobodyListensError
    from line_connector.questions.question import Question as Question

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
