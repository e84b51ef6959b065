"""Processes that listen: each offers the actions in its own way, on the shared `web` layer."""
