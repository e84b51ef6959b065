"""The access log: one line of JSON for each request, without secrets and message contents."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

LOG = logging.getLogger("line_connector.web")


@dataclass
class AccessRecord:
    """One request as the log and the metrics show it; filled in while it is processed."""

    request_id: str

    method: str

    client: str | None = None

    outcome: str | None = None
    """`done`, the name of an error's class, or the title of a status."""

    status: int | None = None

    seconds: float = 0

    details: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the service adds, such as the name of an action; None is left out."""

    def fields(self) -> dict[str, Any]:
        """Return what is known, by name."""
        fields = {
            "request_id": self.request_id,
            "client": self.client,
            "method": self.method,
            "outcome": self.outcome,
            **self.details,
            "status": self.status,
            "seconds": round(self.seconds, 3),
        }
        return {name: value for name, value in fields.items() if value is not None}


class JsonLines(logging.Formatter):
    """Formats a log entry as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the fields of a request stand beside the message."""
        at = datetime.fromtimestamp(record.created, timezone.utc)
        line = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # The place, and not the exception's text: that may quote a message.
            line["failure"] = record.exc_info[0].__name__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(*, requests: bool = True) -> None:
    """Write the access log, and warnings of all other loggers, to standard error.

    Args:
        requests: write a line for each request; else warnings only.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    LOG.setLevel(logging.INFO if requests else logging.WARNING)
