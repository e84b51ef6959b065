"""LINE notification messages: to the user behind a phone number."""
