"""MCP: every declared action as a tool that an AI agent can call.

`server` answers the protocol, and `serving` is how a client reaches it. `offer` says which tools
there are: those in `tools` take one call; what sends to many takes `two_steps`, and `plans` keeps
what stands between the two. `sender` holds the operator's limits, and `history` what became of it.
"""
