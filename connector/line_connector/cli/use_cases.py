"""The main use cases on a sandbox, step by step, and what users received."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Any

import click
import requests

from line_connector.cli.inputs import read_any
from line_connector.connector import Connector
from line_connector.errors import ApiError, ConnectorError, InputError
from line_connector.http.output import Output
from line_connector.models.line.text_v2 import plain_text

USERS = [f"U{number:032x}" for number in range(1, 6)]
GROUP = f"C{1:032x}"
PHONES = {"66900000001": "has LINE", "66900000009": "has no LINE"}

_JAPAN = timezone(timedelta(hours=9))

CARD = """
type: flex
altText: Order 1024 has shipped
contents:
  type: bubble
  body:
    type: box
    layout: vertical
    contents:
      - {type: text, text: Order 1024, weight: bold, size: xl}
      - {type: text, text: "On its way, here tomorrow.", wrap: true, color: "#666666"}
  footer:
    type: box
    layout: vertical
    contents:
      - type: button
        style: primary
        action: {type: uri, label: Track it, uri: "https://example.com/orders/1024"}
"""

OK, REFUSED = click.style("ok", fg="green"), click.style("refused", fg="yellow")


class UseCases:
    """The main use cases, step by step, on a new sandbox: its clock is moved on."""

    def __init__(self, connector: Connector, url: str) -> None:
        self._connector = connector
        self._url = url
        self._day = datetime.now(_JAPAN).strftime("%Y%m%d")
        """The day on which all is sent."""

    def run(self) -> None:
        """Run all of it and print each step."""
        _heading("Sending, validating and counting, over HTTP, with an OAuth2 token fetched once")
        self._send()
        self._validate()
        self._count()
        _heading("A lost response: LINE accepts the push, then the connection breaks")
        self._lose_a_response()
        _heading("Refused by LINE, with its reason")
        self._step("push_message", {"to": "U" + "f" * 32, "messages": [_text("Hello?")]})
        _heading("Invalid input: rejected locally, before anything is sent")
        self._step("push_message", {"to": USERS[0], "messages": [_text("x" * 5001)]})
        self._step("push_mesage", {})
        _heading("Through Infobip: LINE, and SMS where that fails")
        self._fail_over()
        _heading("What they received")
        self._received()

    def _send(self) -> None:
        self._step("show_loading_animation", {"chatId": USERS[0], "loadingSeconds": 10})
        token = self._control("reply-tokens", {"userId": USERS[0]})["replyToken"]
        answer = [_text("Let me look that up.")]
        self._step("reply_message", {"replyToken": token, "messages": answer})
        self._step("push_message", {"to": USERS[0], "messages": [read_any(CARD)]})
        self._step("multicast", {"to": USERS[1:3], "messages": [_text("Closed tomorrow.")]})
        self._step("broadcast", {"messages": [_text("The summer sale starts today.")]})
        sent = self._step("narrowcast", {"messages": [_text("A coupon for you.")]})
        self._control("clock", {"advance": 60})
        request_id = sent.request_id if sent else ""
        self._step("get_narrowcast_progress", {"requestId": request_id})

    def _validate(self) -> None:
        for kind in ("reply", "push", "multicast", "narrowcast", "broadcast"):
            self._step(f"validate_{kind}", {"messages": [read_any(CARD)]})

    def _count(self) -> None:
        self._step("get_message_quota")
        self._step("get_message_quota_consumption")
        self._control("clock", {"advance": 24 * 3600})
        for kind in ("reply", "push", "multicast", "broadcast"):
            self._step(f"get_number_of_sent_{kind}_messages", {"date": self._day})

    def _lose_a_response(self) -> None:
        fault = {"method": "POST", "path": "/v2/bot/message/push", "drop": "after"}
        self._control("faults", fault)
        self._step("push_message", {"to": GROUP, "messages": [_text("Server 7 is down.")]})
        click.echo("    sent twice with one retry key, so LINE delivered it once (409 says so)")

    def _fail_over(self) -> None:
        to = [{"to": {"phoneNumber": phone}, "messageId": phone} for phone in PHONES]
        words = "Order 1024 has shipped."
        content = {"line": {"type": "TEXT", "text": words}, "sms": {"text": words}}
        self._step("infobip_send_omni_message", {"destinations": to, **content})
        self._control("clock", {"advance": 60})
        reports = self._step("infobip_get_omni_reports")
        for report in reports.json_body["results"] if reports else ():
            status, has = report["status"]["groupName"], PHONES[report["to"]]
            click.echo(f"    {report['to']} ({has}): {status} by {report['channel']}")
        again = self._step("infobip_get_omni_reports")
        if again and not again.json_body["results"]:
            click.echo(
                "    each report is returned once; after a lost response the outcome is unknown"
            )

    def _step(self, name: str, raw: dict[str, Any] | None = None) -> Output[Any] | None:
        """Run one action and print a line: action, status, request ID, time."""
        started = time.perf_counter()
        try:
            output = self._connector.run(name, raw)
        except ApiError as error:
            _line(name, REFUSED, error.output, started)
            click.echo(f"    {error}")
            return None
        except InputError as error:
            click.echo(f"  {name:40}{REFUSED}")
            click.echo(f"    {error}")
            return None
        except ConnectorError as error:
            raise click.ClickException(f"{name}: {error}") from None
        _line(name, OK, output, started)
        return output

    def _received(self) -> None:
        for to in [*USERS, GROUP, *PHONES]:
            url = f"{self._url}/_sandbox/received"
            entries = requests.get(url, params={"to": to}, timeout=10).json()["received"]
            click.secho(f"  {to}", fg="cyan")
            for entry in entries:
                for message in entry.get("messages") or [entry["message"]]:
                    words = message.get("text") or message.get("altText")
                    if message.get("type") == "textV2":
                        words = plain_text(words, message.get("substitution", {}))
                    kind = message.get("type", "text").lower()
                    click.echo(f"    {entry['via']:11}{kind:5} {words}")

    def _control(self, path: str, body: dict[str, Any]) -> Any:
        answer = requests.post(f"{self._url}/_sandbox/{path}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()


def _heading(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)


def _line(name: str, mark: str, output: Output[Any], started: float) -> None:
    milliseconds = (time.perf_counter() - started) * 1000
    request_id = output.request_id or ""  # Infobip has none
    click.echo(f"  {name:38}{mark} {output.status_code}  {request_id:36}  {milliseconds:4.0f} ms")


def _text(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}
