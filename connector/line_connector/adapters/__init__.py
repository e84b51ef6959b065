"""Adapters: each lets one automation platform run every declared action."""
