"""Membership plans and their members."""
