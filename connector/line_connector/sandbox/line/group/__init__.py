"""Groups and rooms."""
