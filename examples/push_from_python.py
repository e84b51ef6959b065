"""Push a message from Python: raw, and typed.

LINE_TOKEN=... python examples/push_from_python.py U...
"""

from __future__ import annotations

import sys

from line_actions.message.push_message import PushMessage, PushMessageInput
from line_connector import Connector, UnknownOutcomeError, validate
from line_connector.models import TextMessage


def main(to: str) -> None:
    """Push two messages and print their IDs."""
    messages = [{"type": "text", "text": "Your order has shipped."}]
    print(validate(messages))  # offline: lists what LINE would refuse, here nothing

    with Connector.from_env() as connector:
        output = connector.run("push_message", {"to": to, "messages": messages})
        print(output.status_code, output.json_body["sentMessages"][0]["id"])

        typed = PushMessageInput(to=to, messages=[TextMessage(text="See you tomorrow.")])
        try:
            sent = PushMessage(connector.session("line")).run(typed)
        except UnknownOutcomeError as error:
            print("run it again with this retry key:", error.retry_key)
        else:
            print(sent.status_code, sent.body.sent_messages[0].id)


if __name__ == "__main__":
    main(sys.argv[1])
