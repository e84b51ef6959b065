"""OMNI scenarios."""
