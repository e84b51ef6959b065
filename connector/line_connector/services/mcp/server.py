"""The MCP server, without a transport: tools and resources."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from jsonschema.validators import validator_for
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
)

from line_connector.connector import Connector
from line_connector.errors import ConnectorError, InputError
from line_connector.services.mcp.listing import list_of, takes_headers
from line_connector.services.mcp.offer import offered_actions, offered_tools
from line_connector.services.mcp.resources import MESSAGES, SENT, Resources
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.settings import Settings
from line_connector.services.mcp.tool import OfferedTool
from line_connector.shortening import did_you_mean
from line_connector.web.response_headers import ALL, HEADERS, with_useful_headers

_INSTRUCTIONS = f"""\
Messages go to real people and cannot be recalled. Sending to many takes two steps: call the tool
with `plan` in its name; after a person has confirmed, call the tool that it names, with only the
plan. If a call was interrupted or its outcome is unknown, soon make the same call again, with the
same arguments: with a retryKey or a plan it is sent once. Do not retry other sends before a person
has checked the outcome. {SENT} lists what was sent, {MESSAGES} describes the messages.

A result has the provider's response: `status_code`; `response_headers`, under lower-case names, of
which `x-line-request-id` names the request, and with the argument `{HEADERS}: {ALL}` all of them;
`reason`; and `json_body`, or `response_text`, or for bytes `file` with `file_name`, `content_type`
and `content` in base64. A `retry_key` in a result was sent with it: with this key, the same call
can be retried for 24 hours and is sent once."""

_CALLS = 40
"""Maximum calls at the same time; others wait."""

_log = logging.getLogger(__name__)

Context = ServerRequestContext[Any]

Show = Callable[[dict[str, Any]], dict[str, Any]]


def build_server(connector: Connector, settings: Settings | None = None) -> Server[Any]:
    """Return a server that offers the connector's actions as tools.

    Args:
        connector: runs them.
        settings: the limits; none if absent.

    Raises:
        InputError: the settings name an unknown toolset.
    """
    settings = settings or Settings()
    sender = Sender(connector, settings)
    tools = {tool.name(): tool for tool in offered_tools(sender)}
    # Not the threads that read standard input: a ping gets its response while providers hang.
    calls = anyio.CapacityLimiter(_CALLS)
    resources = Resources(sender, offered_actions(connector.manifest, settings))
    listed = cache(lambda: list_of(tools.values()))

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=listed())

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            hint = did_you_mean(params.name, tools)
            raise MCPError(INVALID_PARAMS, f"unknown tool {params.name}{hint}")
        return await _result(tool, dict(params.arguments or {}), Caller(context.session), calls)

    async def list_resources(_: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=resources.listed())

    async def list_templates(
        _: Context, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=resources.templates())

    async def read_resource(_: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        try:
            contents = await anyio.to_thread.run_sync(
                resources.read, str(params.uri), limiter=calls
            )
        except KeyError:
            raise MCPError(INVALID_PARAMS, f"unknown resource {params.uri}") from None
        except ConnectorError as error:
            raise MCPError(INTERNAL_ERROR, str(error)) from None
        return ReadResourceResult(contents=[contents])

    manifest = connector.manifest
    return Server(
        manifest.name,
        version=manifest.version,
        title=manifest.title,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


async def _result(
    tool: OfferedTool, arguments: dict[str, Any], caller: Caller, calls: anyio.CapacityLimiter
) -> CallToolResult:
    """Run a tool in a thread; return its result, whatever happens."""
    show: Show = with_useful_headers
    try:
        if takes_headers(tool):
            show = _shown_headers(arguments.pop(HEADERS, None))
        # Wait for the thread even if the client has disconnected: its outcome must be recorded.
        structured = await anyio.to_thread.run_sync(tool.call, arguments, caller, limiter=calls)
    except ConnectorError as error:
        return _failure(error, show)
    except Exception as error:  # noqa: BLE001 - the client gets a result in every case
        text = _internal_error(error)
        _log.error("%s: %s", tool.name(), text)
        return CallToolResult(content=[_text(text)], is_error=True)
    return _success(show(structured), tool.gives())


def _success(structured: dict[str, Any], schema: dict[str, Any]) -> CallToolResult:
    """Return a result, as structured content and as text.

    A client refuses a result that does not match the output schema, even if the message was sent.
    So an unexpected body of the provider is returned as text.
    """
    if "json_body" in structured and not validator_for(schema)(schema).is_valid(structured):
        structured["response_text"] = _json(structured.pop("json_body"))
    text = _json(structured)
    return CallToolResult(content=[_text(text)], structured_content=json.loads(text))


def _shown_headers(asked: Any) -> Show:
    """Return what shows an output with the headers that a call asks for.

    Raises:
        InputError: it asks for something else.
    """
    if asked not in (None, ALL):
        raise InputError(f"{HEADERS}: must be {ALL}")
    return with_useful_headers if asked is None else dict


def _failure(error: ConnectorError, show: Show) -> CallToolResult:
    """Return an error: as text that helps a model to correct its call, then as JSON."""
    shown = _json(show(error.to_dict()))
    return CallToolResult(content=[_text(str(error)), _text(shown)], is_error=True)


def _internal_error(error: Exception) -> str:
    """Return where an unexpected error happened, without its text, which may quote a message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
    return f"internal error in line-connector ({where}): the outcome of this call is unknown"


def _text(text: str) -> TextContent:
    # A lone surrogate, which JSON's escapes can contain, cannot be encoded.
    return TextContent(type="text", text=text.encode(errors="replace").decode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()
