"""Membership plans and who joined them."""
