"""How long a document's numbers may be, in YAML and JSON alike."""

from __future__ import annotations

MOST_DIGITS = 4_300
"""Digits of the longest whole number that Python reads and prints."""
