"""Where webhooks are sent."""
