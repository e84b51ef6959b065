"""The token that line-bot-sdk's peers push with."""

import os


def channel_access_token() -> str:
    """Return the token of the environment, else fetch one."""
    if token := os.environ.get("LINE_TOKEN"):
        return token
    from linebot.v3 import oauth

    issuer = oauth.ChannelAccessToken(
        oauth.ApiClient(oauth.Configuration(host=os.environ["LINE_URL"]))
    )
    return issuer.issue_stateless_channel_token_by_client_secret(
        os.environ["LINE_CLIENT_ID"], os.environ["LINE_CLIENT_SECRET"]
    ).access_token
