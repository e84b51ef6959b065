"""The account itself."""
