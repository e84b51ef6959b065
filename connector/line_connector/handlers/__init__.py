"""What events are delivered to: another server, an answer, a playbook, Python, standard output.

`reading` reads the file that lists them.

    from line_connector.handlers import on

    @on("message.text", matching="(?i)^help")
    def answer(event): ...
"""

from line_connector.events.event import Event as Event
from line_connector.events.subscription import RejectedError as RejectedError
from line_connector.handlers.declaring import on as on
