"""One push as one would write it by hand: pydantic, click, requests-oauthlib, a text message."""

import json
import os
from typing import Literal

import click
from oauthlib.oauth2 import BackendApplicationClient
from pydantic import BaseModel, ConfigDict, Field
from requests_oauthlib import OAuth2Session

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"


class TextMessage(BaseModel):
    """A text message."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["text"]
    text: str = Field(min_length=1, max_length=5000)


class Push(BaseModel):
    """Who gets which messages."""

    model_config = ConfigDict(extra="forbid")

    to: str = Field(pattern="^[UCR][0-9a-f]{32}$")
    messages: list[TextMessage] = Field(min_length=1, max_length=5)


@click.command()
@click.argument("push")
@click.option("--url", envvar="LINE_URL")
@click.option("--client-id", envvar="LINE_CLIENT_ID")
@click.option("--client-secret", envvar="LINE_CLIENT_SECRET")
def main(push: str, url: str, client_id: str, client_secret: str) -> None:
    """Send PUSH, a JSON object."""
    body = Push.model_validate_json(push).model_dump()
    session = OAuth2Session(client=BackendApplicationClient(client_id=client_id))
    session.fetch_token(
        f"{url}/oauth2/v3/token", client_secret=client_secret, include_client_id=True
    )
    answer = session.post(f"{url}/v2/bot/message/push", json=body)
    answer.raise_for_status()
    click.echo(json.dumps({"headers": dict(answer.headers), "body": answer.json()}))


main()
