"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

DIFFERENCES: dict[str, str] = {}
"""Differences that are meant, as the tests name them, with the reason."""
