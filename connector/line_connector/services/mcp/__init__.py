"""MCP: every declared action as a tool for AI agents.

`server` implements the protocol, `serving` its transports. `offer` selects the tools: `tools` with
one step, and `two_steps` for sends to many, which keep a checked call in `plans` until a person
confirms it. `sender` applies the limits in `settings` and sends through an outbox; `history` tells
from there what came of each call.
"""
