"""The headers, the query and the media type of the service's own.

Needs no web framework: documents name them too.
"""

from __future__ import annotations

IDEMPOTENCY_KEY = "Idempotency-Key"
"""The header of a request that makes it safe to send it again."""

RETRY_KEY = "X-Line-Retry-Key"
"""The header of a response with the retry key that the action was run with."""

WARNING = "X-Line-Connector-Warning"
"""In a response, something in the input that the provider may refuse."""

MOST_WARNINGS = 10
"""Warnings that a response shows: clients take only so many bytes of headers."""

NDJSON = "application/x-ndjson"
"""What a request accepts to get the items of a list, one on each line."""

ACCOUNT = "account"
"""Parameter of the query: the account of the configuration file to run the action with."""

MAX_ITEMS = "max_items"
"""Parameter of the query: how many items at most."""

MOST_ITEMS = 1_000_000
"""Items of a stream if the query does not say less."""
