"""Aggregation units: names under which LINE counts pushes and multicasts."""
