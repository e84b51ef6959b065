"""The server: it answers what MCP asks, and knows no transport."""

from __future__ import annotations

import logging
from difflib import get_close_matches
from typing import Any

import anyio
import anyio.to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
)

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.services.mcp.caller import Caller
from line_connector.services.mcp.guide import Guide
from line_connector.services.mcp.history import History
from line_connector.services.mcp.offer import offered_tools
from line_connector.services.mcp.plans import Plans
from line_connector.services.mcp.resources import MESSAGES, SENT, Resources
from line_connector.services.mcp.results import (
    failure,
    mistake,
    result_check,
    success,
    words_for_mistake,
)
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.settings import Settings
from line_connector.services.mcp.toolsets import offered_actions

_INSTRUCTIONS = f"""\
Messages go to real people and cannot be taken back. What sends to many takes two steps: a tool with
`plan` in its name, then, once a person agreed, the tool it names, with nothing but the plan.
If a call was cut off or its outcome is unknown, make the same call again soon, with the same
arguments: where it takes a retryKey or a plan, it is carried out once. Others must not be repeated
before somebody looked. {SENT} tells what was sent, {MESSAGES} what messages look like."""

_CALLS = 40
"""Calls carried out at the same time; more wait."""

_log = logging.getLogger(__name__)

Context = ServerRequestContext[Any]


def build_server(connector: Connector, settings: Settings | None = None) -> Server[Any]:
    """Return a server that offers the connector's actions.

    Args:
        connector: runs them.
        settings: what is offered and allowed; everything if absent.

    Raises:
        InputError: the settings name a toolset that does not exist.
    """
    settings = settings or Settings()
    history = History()
    sender = Sender(connector, settings, history)
    plans = Plans(settings.plan_lifetime)
    offered = {
        (tool := each.declaration()).name: (tool, each, result_check(tool))
        for each in offered_tools(sender, plans)
    }
    # Not the threads that read standard input: a ping is answered while providers hang.
    calls = anyio.CapacityLimiter(_CALLS)
    resources = Resources(history, Guide(offered_actions(connector.manifest, settings)))

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[tool for tool, *_ in offered.values()])

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in offered:
            near = get_close_matches(params.name, offered, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise MCPError(INVALID_PARAMS, f"no tool is called {params.name}{hint}")
        _, each, check = offered[params.name]
        caller = Caller(context.session)
        try:
            # The thread is waited for even if the client is gone: how it ended must be known.
            structured = await anyio.to_thread.run_sync(
                each.call, params.arguments or {}, caller, limiter=calls
            )
        except ConnectorError as error:
            return failure(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a result
            words = words_for_mistake(error)
            _log.error("%s: %s", params.name, words)
            return mistake(words)
        return success(structured, check)

    async def list_resources(_: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=resources.listed())

    async def list_templates(
        _: Context, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=resources.templates())

    async def read_resource(_: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        try:
            return ReadResourceResult(contents=[resources.read(str(params.uri))])
        except KeyError:
            raise MCPError(INVALID_PARAMS, f"there is no resource {params.uri}") from None

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
