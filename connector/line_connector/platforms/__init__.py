"""Adapters that translate between a platform and a call, and decide nothing."""
