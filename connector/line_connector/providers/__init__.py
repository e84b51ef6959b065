"""Facts of the providers that the kernel needs."""
