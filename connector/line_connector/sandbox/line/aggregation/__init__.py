"""Aggregation units: names under which statistics are kept."""
