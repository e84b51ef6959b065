"""Where questions are asked. Needs no web framework: documents describe it."""

from __future__ import annotations

PATH = "/v1/questions"

LONGEST_WAIT = 60
"""Seconds that one request waits for an answer."""
