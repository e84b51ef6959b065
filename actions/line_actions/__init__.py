"""The operations: one module each, grouped by the chapters of the provider's reference."""
