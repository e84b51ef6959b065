"""LINE, as the sandbox emulates it."""

import json
from collections.abc import Mapping, Sequence

from line_connector.sandbox.channel import DEFAULT_CHANNEL
from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.line import seeds
from line_connector.sandbox.line.channel_of_request import state_for
from line_connector.sandbox.line.content.contents import seed_contents
from line_connector.sandbox.line.coupon.coupons import add_coupon
from line_connector.sandbox.line.errors import (
    FAILED_AUTHENTICATION,
    METHOD_NOT_ALLOWED,
    MONTHLY_LIMIT,
    NOT_FOUND,
    RATE_LIMITED,
    refusal,
)
from line_connector.sandbox.line.membership.plans import put_plan
from line_connector.sandbox.line.narrowcast.operations import advance_narrowcasts
from line_connector.sandbox.line.notification.phones import seed_phones
from line_connector.sandbox.line.per_user_rich_menu.jobs import advance_rich_menu_jobs
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.token.tokens import seed_long_lived_token
from line_connector.sandbox.line.webhook.event_log import SOURCES
from line_connector.sandbox.line.webhook.sender import WebhookSender
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source
from line_connector.sandbox.worker import Worker

REFUSALS = {
    "rateLimit": (429, RATE_LIMITED),
    "monthlyLimit": (429, MONTHLY_LIMIT),
    "tokenRevoked": (401, FAILED_AUTHENTICATION),
}

PATHS = ("/v2/", "/oauth2/", "/bot/", "/liff/", "/module/", "/shop/")


class Line(Provider):
    """LINE's Messaging API and its tokens."""

    name = "line"
    package = "line_connector.sandbox.line"
    settings = LineSettings

    def owns(self, path: str) -> bool:
        """Tell whether a path begins as one of LINE's."""
        return path.startswith(PATHS)

    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""
        return {
            "server": "legy",
            "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "x-xss-protection": "1; mode=block",
            "x-line-request-id": request_id,
        }

    def refuse_path(self, path: str, status: int) -> Response:  # noqa: ARG002 (all are alike)
        """Refuse an unknown path or method."""
        return refusal(status, NOT_FOUND if status == 404 else METHOD_NOT_ALLOWED).response

    def catch_up(self, state: State) -> None:
        """Let narrowcasts enter the phases that are due, and rich menus be linked."""
        advance_narrowcasts(state)
        advance_rich_menu_jobs(state)

    @property
    def sources(self) -> Sequence[Source]:
        """Return webhook events, and what became of webhooks."""
        return SOURCES

    def worker(self, state: State) -> Worker:
        """Make the task that sends webhooks."""
        return WebhookSender(state)

    def seed(self, state: State) -> None:
        """Put in the channel's token; in the default one its friends, and what chapters begin with.

        Other channels have what a seed gives them.
        """
        seed_long_lived_token(state)
        if state.channel != DEFAULT_CHANNEL:
            return
        db, now = state.db, state.clock.now()
        db.executemany(
            "INSERT INTO users VALUES (?, 'friend', NULL, ?, '{}')",
            [
                (user_id, json.dumps({"displayName": name}))
                for user_id, name in zip(seeds.FRIENDS, seeds.NAMES, strict=True)
            ],
        )
        db.execute("INSERT INTO chats VALUES (?, 'Sandbox group', 1)", (seeds.GROUP,))
        db.executemany(
            "INSERT INTO members VALUES (?, ?)",
            [(seeds.GROUP, user) for user in seeds.GROUP_MEMBERS],
        )
        seed_phones(db)
        db.execute(
            "INSERT INTO audiences VALUES (?, 'UPLOAD', NULL, 'Sandbox audience', 'MESSAGING_API',"
            " 'READ_WRITE', 0, 0, ?, NULL, NULL)",
            (seeds.AUDIENCE, now),
        )
        db.executemany(
            "INSERT INTO audience_users VALUES (?, ?, 0)",
            [(seeds.AUDIENCE, user) for user in seeds.FRIENDS],
        )
        seed_contents(db, seeds.CONTENTS)
        put_plan(db, seeds.MEMBERSHIP_ID, {"members": seeds.FRIENDS[:1]}, now)
        add_coupon(state, seeds.COUPON, coupon_id=seeds.COUPON_ID)

    def state_for(self, request: Request, states: Sequence[State]) -> State:
        """Return the state of the channel whose token or ID a request has."""
        return states[0] if len(states) == 1 else state_for(request, states)

    def refusal(self, name: str, path: str) -> Response:  # noqa: ARG002 (all are alike)
        """Return a refusal that a fault asks for."""
        return refusal(*REFUSALS[name]).response

    def environment(self, url: str) -> Mapping[str, str]:
        """Return the addresses and the channel's credentials."""
        return {
            "LINE_URL": url,
            "LINE_DATA_URL": url,
            "LINE_MANAGER_URL": url,
            "LINE_TOKEN_URL": f"{url}/oauth2/v3/token",
            "LINE_CLIENT_ID": DEFAULT_CHANNEL.channel_id,
            "LINE_CLIENT_SECRET": DEFAULT_CHANNEL.secret,
        }
