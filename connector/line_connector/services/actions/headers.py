"""The headers that mean something here."""

API_KEY = "X-API-Key"
"""Who asks; in its place `Authorization: Bearer`."""

IDEMPOTENCY_KEY = "Idempotency-Key"
"""What makes it safe to send a request again."""

REQUEST_ID = "X-Request-Id"
"""The name of a request in the log: the caller's, or ours; in every answer."""

WARNING = "X-Line-Connector-Warning"
"""In an answer, something that the provider may refuse in the input; at most ten of them."""

RETRY_KEY = "X-Line-Retry-Key"
"""In an answer, the retry key that an action was run with."""
