"""LINE messages: notifications, the older single message, and their reports."""
