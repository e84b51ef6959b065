"""The LINE platform, as its clients see it over HTTP."""
