"""MCP: declared actions as tools for AI agents.

`server` implements the protocol, `serving` its transports. `offer` selects the tools: `tools` with
one step, `two_steps` for sends to many, which keep a checked call in `plans` until a person
confirms it, and `twins` in place of several actions that are alike. `listing` tells
clients of them in few words. `sender` applies the limits in `settings` and sends through an outbox;
`history` tells from there what came of each call.
"""
