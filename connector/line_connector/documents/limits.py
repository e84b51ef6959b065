"""How deep a document may be nested, and how long its numbers may be, in YAML and JSON alike."""

from __future__ import annotations

MOST_LEVELS = 250
"""Deepest nesting that is read; pydantic writes no more."""

MOST_DIGITS = 4_300
"""Digits of the longest whole number that Python reads and prints."""
