"""What users do, and the webhook events that come of it."""
