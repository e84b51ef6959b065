"""Import of the MCP SDK that a server on standard input and output needs, and nothing else."""

import mcp.server.lowlevel
import mcp.server.stdio
import mcp.server.transport_security  # noqa: F401
