"""Coupon."""
