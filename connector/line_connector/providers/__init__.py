"""What the kernel must know of a provider: header names, retry keys, limits, error bodies."""
