"""Send, validate and track LINE messages from any workflow automation platform.

    import line_connector

    line_connector.send("ops", "Disk: 91 %")
    line_connector.ask("ops", "Deploy 1.4?").value  # approve or deny

Any action, by its name:

from line_connector import Connector

with Connector.from_env() as connector:
    connector.run("push_message", {"to": "U…", "messages": [{"type": "text", "text": "Hi"}]})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.action import (
        Action as Action,
    )
    from line_connector.connector import (
        Connector as Connector,
    )
    from line_connector.errors import (
        ApiError as ApiError,
    )
    from line_connector.errors import (
        ConnectorError as ConnectorError,
    )
    from line_connector.errors import (
        CredentialsError as CredentialsError,
    )
    from line_connector.errors import (
        InputError as InputError,
    )
    from line_connector.errors import (
        JobFailedError as JobFailedError,
    )
    from line_connector.errors import (
        JobUnfinishedError as JobUnfinishedError,
    )
    from line_connector.errors import (
        ManifestError as ManifestError,
    )
    from line_connector.errors import (
        SessionError as SessionError,
    )
    from line_connector.errors import (
        SignatureError as SignatureError,
    )
    from line_connector.errors import (
        UnknownOutcomeError as UnknownOutcomeError,
    )
    from line_connector.errors import (
        WebhookBodyError as WebhookBodyError,
    )
    from line_connector.http.connection import (
        Connection as Connection,
    )
    from line_connector.http.output import (
        File as File,
    )
    from line_connector.http.output import (
        Output as Output,
    )
    from line_connector.http.output import (
        SavedFile as SavedFile,
    )
    from line_connector.manifest import (
        Manifest as Manifest,
    )
    from line_connector.manifest import (
        load_manifest as load_manifest,
    )
    from line_connector.models.line.validation import (
        find_warnings as find_warnings,
    )
    from line_connector.models.line.validation import (
        validate as validate,
    )
    from line_connector.questions.ask_and_wait import (
        ask as ask,
    )
    from line_connector.questions.asked import (
        Answer as Answer,
    )
    from line_connector.questions.errors import (
        NoAnswerError as NoAnswerError,
    )
    from line_connector.schema.files import (
        FileInput as FileInput,
    )
    from line_connector.schema.problems import (
        Problem as Problem,
    )
    from line_connector.sending.sending import (
        send as send,
    )
    from line_connector.session import (
        Session as Session,
    )

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
