"""Results and errors in the shape a client gets them."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from mcp.types import CallToolResult, TextContent, Tool

from line_connector.errors import ConnectorError


def result_check(tool: Tool) -> Validator:
    """Return what a client checks the tool's results with."""
    schema = tool.output_schema or {}
    return validator_for(schema)(schema)


def success(structured: dict[str, Any], check: Validator) -> CallToolResult:
    """Return a result, as structure and as text.

    A client refuses a result that is not what the tool promised, also that of a message that went
    out. So a body of the provider's that is not what we know comes as text.
    """
    if "json_body" in structured and not check.is_valid(structured):
        structured["response_text"] = _json(structured.pop("json_body"))
    text = _json(structured)
    return CallToolResult(content=[_text(text)], structured_content=json.loads(text))


def failure(error: ConnectorError) -> CallToolResult:
    """Return an error: in words that a model can mend its call by, then as JSON."""
    return CallToolResult(content=[_text(str(error)), _text(_json(error.to_dict()))], is_error=True)


def mistake(text: str) -> CallToolResult:
    """Return what a client is told of a mistake of ours."""
    return CallToolResult(content=[_text(text)], is_error=True)


def words_for_mistake(error: Exception) -> str:
    """Say what went wrong and where, for whoever has to mend it."""
    # Its text is left out: nobody can say what it holds.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
    return f"a mistake in line-connector ({where}): what was sent may have been carried out"


def _text(text: str) -> TextContent:
    # Half a surrogate pair, which JSON's escapes can smuggle in, cannot be sent.
    return TextContent(type="text", text=text.encode(errors="replace").decode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()
