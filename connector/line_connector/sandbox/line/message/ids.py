"""What a message is known by, whoever wrote it."""

import secrets


def new_message_id() -> str:
    """Make the ID of a message: 18 digits today, which mean nothing."""
    return str(5 * 10**17 + secrets.randbelow(10**17))


def new_quote_token() -> str:
    """Make the token with which a message can be quoted."""
    return secrets.token_urlsafe(120)
