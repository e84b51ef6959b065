"""OMNI logs."""
