"""Aliases of rich menus."""
