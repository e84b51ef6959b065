"""The command line: `line-connector`."""
