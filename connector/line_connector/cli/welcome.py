"""What `line-connector` prints by itself: what it is, and where to start."""

from __future__ import annotations

WELCOME = """\
line-connector sends, validates and tracks LINE messages, directly or through Infobip.

Try it; the sandbox needs no account, and sends nothing to anybody:

  line-connector demo                                 the main use cases, step by step
  line-connector actions push                         find an action
  line-connector describe push_message                its input, its limits and an example
  line-connector run get_message_quota --sandbox      run an action
  line-connector sandbox                              keep a sandbox running, with an inbox

Read on: line-connector --help lists all commands, line-connector COMMAND --help explains one.
"""
