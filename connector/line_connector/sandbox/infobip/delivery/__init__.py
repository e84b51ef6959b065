"""What becomes of messages, on whatever API they came in: channels, phones, reports."""
