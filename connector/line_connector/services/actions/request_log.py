"""What the service logs: a line of JSON for each request, with no secret and no message in it."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

LOG = logging.getLogger("line_connector.http")


@dataclass
class Record:
    """What is told of one request, filled in while it is answered."""

    request_id: str

    client: str | None = None

    method: str | None = None

    action: str | None = None

    outcome: str | None = None
    """`done`, or the name of the error."""

    retry_key: str | None = None

    provider_request_id: str | None = None

    warnings: list[str] | None = None
    """What the provider may refuse in the input."""

    status: int | None = None

    seconds: float = 0

    def fields(self) -> dict[str, Any]:
        """Return what is known, by name."""
        known = {name: value for name, value in vars(self).items() if value is not None}
        return {**known, "seconds": round(self.seconds, 3)}


class JsonLines(logging.Formatter):
    """Writes a log entry as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; fields of a request stand beside the message."""
        at = datetime.fromtimestamp(record.created, timezone.utc)
        line = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # Where it happened, and not its text: that may quote what was to be sent.
            line["failure"] = record.exc_info[0].__name__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr() -> None:
    """Write this service's log, and warnings of whatever else logs, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    LOG.setLevel(logging.INFO)
