"""Sending messages, and what LINE tells about them: its chapter "Message"."""
