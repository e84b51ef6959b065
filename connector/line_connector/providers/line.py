"""Facts of the LINE Messaging API that the kernel needs."""

from __future__ import annotations

RETRY_KEY_HEADER = "X-Line-Retry-Key"
"""LINE refuses it on operations that take no retry key, so only a request with a key carries it."""

RETRY_KEY_LIFETIME = 23 * 3600
"""Seconds for which a retry key keeps a message from being sent twice: LINE's 24 hours, less one
for clocks that differ."""

REQUEST_ID_HEADER = "x-line-request-id"
"""The ID of a request, to be named when asking LINE about it."""

ACCEPTED_REQUEST_ID_HEADER = "x-line-accepted-request-id"
"""The ID of the earlier request that a retry key was accepted with (status 409)."""

MONTHLY_LIMIT = "monthly limit"
"""Words of the 429 of an exhausted quota: a rate limit has the same status."""
