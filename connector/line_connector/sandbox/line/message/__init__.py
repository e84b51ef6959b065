"""Messages: replies, pushes, multicasts, broadcasts, and what they may contain."""
