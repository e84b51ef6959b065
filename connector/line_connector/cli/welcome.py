"""What `line-connector` prints by itself: what it is, and where to start."""

from __future__ import annotations

WELCOME = """\
line-connector sends, validates and tracks LINE messages, directly or through Infobip.

Try it; the sandbox needs no account, and sends nothing to anybody:

  line-connector send U00000000000000000000000000000001 "Hi" --sandbox
  line-connector demo                        the main use cases, step by step
  line-connector sandbox                     keep a sandbox running, with an inbox

For real:

  line-connector login                       your channel's credentials, checked and kept
  line-connector send ID "Disk: 91 %"        ID of a user, group or room, or a name you gave it
  line-connector describe push_message       an action: its input, its limits and an example

Read on: line-connector --help lists all commands, line-connector COMMAND --help explains one.
"""
