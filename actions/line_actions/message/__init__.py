"""Sending messages, quotas and statistics: LINE's chapter "Message"."""
