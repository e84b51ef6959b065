"""Module channels."""
