"""What must be there before an operation can be called: rich menus, audiences, tokens, …

Made over plain HTTP, so that the SDKs that are tested have no part in it.
"""

from __future__ import annotations

import json
import struct
import time
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt import encode
from jwt.algorithms import RSAAlgorithm

from line_connector.sandbox.operation import Operation
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.routing import Routes

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

CHANNEL_ID = "1000000001"
SECRET = "sandbox-secret"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

REDIRECT_URI = "https://example.com/attached"

FRIEND = f"U{1:032x}"
HI: list[dict[str, Any]] = [{"type": "text", "text": "Hi"}]
RICH_MENU: dict[str, Any] = {
    "size": {"width": 2500, "height": 1686},
    "selected": False,
    "name": "Menu",
    "chatBarText": "Tap here",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 2500, "height": 1686},
            "action": {"type": "postback", "label": "Buy", "data": "action=buy"},
        }
    ],
}
COUPON: dict[str, Any] = {
    "title": "Friends only",
    "reward": {"type": "discount", "priceInfo": {"type": "fixed", "fixedAmount": 100}},
    "acquisitionCondition": {"type": "normal"},
    "startTimestamp": 0,
    "endTimestamp": 4_000_000_000,
    "timezone": "ASIA_BANGKOK",
    "visibility": "UNLISTED",
    "maxUseCountPerTicket": 1,
}


class NoRouteError(Exception):
    """The sandbox does not have an operation yet."""


@cache
def _routes() -> Routes[Operation]:
    [line] = [provider for provider in PROVIDERS if provider.name == "line"]
    return Routes(line.operations)


def has_route(method: str, path: str) -> bool:
    """Tell whether the sandbox has an operation."""
    return method in _routes().at(path).methods


@cache
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


class Prepared:
    """Makes what an operation needs."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def rich_menu(self, *, image: bool = False) -> str:
        rich_menu_id: str = self._post("/v2/bot/richmenu", RICH_MENU).json["richMenuId"]
        if image:
            path = f"/v2/bot/richmenu/{rich_menu_id}/content"
            self._send("POST", path, rich_menu_image(), content_type="image/png")
        return rich_menu_id

    def default_rich_menu(self) -> str:
        rich_menu_id = self.rich_menu(image=True)
        self._post(f"/v2/bot/user/all/richmenu/{rich_menu_id}")
        return rich_menu_id

    def linked_rich_menu(self) -> str:
        rich_menu_id = self.rich_menu(image=True)
        self._post(f"/v2/bot/user/{FRIEND}/richmenu/{rich_menu_id}")
        return rich_menu_id

    def rich_menu_alias(self) -> str:
        alias = {"richMenuAliasId": "menu-a", "richMenuId": self.rich_menu(image=True)}
        self._post("/v2/bot/richmenu/alias", alias)
        return alias["richMenuAliasId"]

    def rich_menu_batch(self) -> dict[str, Any]:
        """Return the body of a batch that moves users from one menu to another."""
        old, new = self.linked_rich_menu(), self.rich_menu(image=True)
        return {"operations": [{"type": "link", "from": old, "to": new}]}

    def rich_menu_batch_request_id(self) -> str:
        reply = self._post("/v2/bot/richmenu/batch", self.rich_menu_batch())
        return reply.headers["x-line-request-id"]

    def audience(self) -> int:
        body = {"description": "People", "audiences": [{"id": FRIEND}]}
        number: int = self._post("/v2/bot/audienceGroup/upload", body).json["audienceGroupId"]
        return number

    def shared_audience(self) -> int:
        number: int = self._control("audiences", userIds=[FRIEND])["audienceGroupId"]
        return number

    def broadcast_request_id(self) -> str:
        action = {"type": "uri", "label": "Open", "uri": "https://example.com/"}
        template = {"type": "buttons", "text": "Open it", "actions": [action]}
        messages = [{"type": "template", "altText": "Open it", "template": template}]
        reply = self._post("/v2/bot/message/broadcast", {"messages": messages})
        self.client.control("clock", advance=60)
        return reply.headers["x-line-request-id"]

    def narrowcast_request_id(self) -> str:
        reply = self._post("/v2/bot/message/narrowcast", {"messages": HI})
        return reply.headers["x-line-request-id"]

    def reply_token(self) -> str:
        token: str = self._control("reply-tokens", userId=FRIEND)["replyToken"]
        return token

    def mark_as_read_token(self) -> str:
        token: str = self._control("read-tokens", userId=FRIEND)["markAsReadToken"]
        return token

    def module_bot(self) -> str:
        bot_id: str = self._control("module-bots")["botIds"][0]
        return bot_id

    def attach_code(self) -> str:
        code: str = self._control("module-codes", redirect_uri=REDIRECT_URI)["code"]
        return code

    def room(self) -> str:
        room_id: str = self._control("groups", roomId=f"R{1:032x}", members=[FRIEND])["roomId"]
        return room_id

    def content(self) -> str:
        message_id: str = self._control("contents", type="video")["messageId"]
        return message_id

    def coupon(self) -> str:
        coupon_id: str = self._post("/v2/bot/coupon", COUPON).json["couponId"]
        return coupon_id

    def membership(self) -> int:
        reply = self._send("GET", "/v2/bot/membership/list")
        number: int = reply.json["memberships"][0]["membershipId"]
        return number

    def webhook(self) -> str:
        endpoint = "https://example.com/webhook"
        self._send("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": endpoint})
        return endpoint

    def liff_app(self) -> str:
        body = {"view": {"type": "full", "url": "https://example.com"}}
        liff_id: str = self._post("/liff/v1/apps", body).json["liffId"]
        return liff_id

    def assertion(self) -> str:
        """Return a JWT signed with a key that the channel has."""
        key = signing_key()
        public: dict[str, Any] = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        jwk = {name: public[name] for name in ("kty", "n", "e")}
        kid = self.client.control("channel-keys", alg="RS256", use="sig", **jwk)["kid"]
        claims = {
            "iss": CHANNEL_ID,
            "sub": CHANNEL_ID,
            "aud": "https://api.line.me/",
            "exp": int(time.time()) + 600,
            "token_exp": 86_400,
        }
        return encode(claims, key, algorithm="RS256", headers={"kid": kid})

    def token_by_jwt(self) -> str:
        """Return a channel access token v2.1."""
        assertion = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": self.assertion()}
        return self._token("/oauth2/v2.1/token", assertion)

    def short_lived_token(self) -> str:
        credentials = {"client_id": CHANNEL_ID, "client_secret": SECRET}
        return self._token("/v2/oauth/accessToken", credentials)

    def _token(self, path: str, form: dict[str, str]) -> str:
        data = urlencode({"grant_type": "client_credentials", **form}).encode()
        kind = "application/x-www-form-urlencoded"
        token: str = self._send("POST", path, data, content_type=kind).json["access_token"]
        return token

    def _post(self, path: str, body: Any = None) -> Reply:
        return self._send("POST", path, b"" if body is None else body)

    def _send(
        self,
        method: str,
        path: str,
        body: Any = None,
        content_type: str = "application/json",
    ) -> Reply:
        if not has_route(method, path):
            raise NoRouteError(f"{method} {path}")
        reply = self.client.send(
            method,
            path,
            body if body is None or isinstance(body, bytes) else json.dumps(body).encode(),
            authorization="Bearer sandbox-token",
            content_type=content_type,
        )
        assert reply.status in {200, 202}, reply.text
        return reply

    def _control(self, name: str, **given: Any) -> Any:
        reply = self.client.send("POST", f"/_sandbox/{name}", json.dumps(given).encode())
        if reply.status == 404:
            raise NoRouteError(f"POST /_sandbox/{name}")
        assert reply.status == 200, reply.text
        return reply.json


@cache
def rich_menu_image() -> bytes:
    """Return a picture (PNG) of one colour, of the size of `RICH_MENU`."""
    width, height = RICH_MENU["size"].values()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)  # one bit for each pixel
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height))
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
