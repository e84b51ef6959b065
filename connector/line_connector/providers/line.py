"""Facts of the LINE Messaging API that the kernel needs."""

from __future__ import annotations

RETRY_KEY_LIFETIME = 23 * 3600
"""Seconds for which a retry key keeps a message from being sent twice: LINE's 24 hours, less one
for clocks that differ."""
