"""The colours of cards.

A card brings its own background, on which each text has a contrast of at least 4.5:1, as WCAG AA
asks for. What LINE does to a flex message in dark mode is not documented.
"""

from __future__ import annotations

INK = "#111827"
"""Text."""

MUTED = "#4B5563"
"""Text that explains another: names, dates, notes."""

LINE = "#E5E7EB"
"""Separators."""

PAPER = "#FFFFFF"
"""Background."""

SHADE = "#F3F4F6"
"""Background of a part that stands apart."""

ON_COLOR = "#FFFFFF"
"""Text on any of the colours below."""

BLUE = "#1D4ED8"
GREEN = "#15803D"
AMBER = "#B45309"
RED = "#B91C1C"
MAROON = "#7F1D1D"
SLATE = "#334155"
