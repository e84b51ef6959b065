"""What else users do with the account: beacons, videos, linked accounts, memberships."""

from typing import Any

from line_connector.sandbox.line.acting.bot_messages import bot_messages
from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.scene import known_user, read_scene
from line_connector.sandbox.line.insight.interactions import count_interaction
from line_connector.sandbox.line.membership.plans import members, plan_exists, put_plan
from line_connector.sandbox.line.notification.phones import phone_users
from line_connector.sandbox.line.webhook.events import (
    chat_event,
    delivery_event,
    new_event,
    user_source,
)
from line_connector.sandbox.provider import Fields, InvalidInputError, unknown
from line_connector.sandbox.state import State

HWID = "d41d8cd98f"
"""The beacon unless something else is given."""


def meet_beacon(state: State, fields: Fields) -> Deed:
    """Come into the range of a beacon, stay there, or tap its banner."""
    beacon = {"hwid": fields.get("hwid", HWID), "type": fields.get("beacon", "enter")}
    if "dm" in fields:
        beacon["dm"] = fields["dm"]
    return _replied_to(state, fields, "beacon", beacon)


def complete_video(state: State, fields: Fields) -> Deed:
    """Watch a video with a tracking ID to its end."""
    tracking_id, user_id = fields["trackingId"], fields["userId"]
    found = (
        each
        for each in bot_messages(state, user_id)
        if each.content.get("trackingId") == tracking_id
    )
    video = next(found, None)
    if video is None:
        raise InvalidInputError(f"trackingId: {user_id} got no video with {tracking_id}")
    count_interaction(state, video.request_id, video.seq, "play", [user_id], percent=100)
    return _replied_to(state, fields, "videoPlayComplete", {"trackingId": tracking_id})


def link_account(state: State, fields: Fields) -> Deed:
    """Link the LINE account with an account of the service; if that fails, whose is not told."""
    result = fields.get("result", "ok")
    link = {"result": result, "nonce": fields["nonce"]}
    if result == "failed":
        return Deed([new_event(state, "accountLink", link=link)])
    return _replied_to(state, fields, "accountLink", link)


def change_membership(state: State, fields: Fields) -> Deed:
    """Join a membership plan, renew it or leave it."""
    membership_id, change, user_id = fields["membershipId"], fields["membership"], fields["userId"]
    if not plan_exists(state, membership_id):
        raise unknown("membershipId", str(membership_id))
    known = members(state, membership_id)
    if (user_id in known) != (change != "joined"):
        text = "has not joined" if user_id not in known else "has joined"
        raise InvalidInputError(f"userId: {known_user(state, user_id)} {text} {membership_id}")
    changed = {
        "joined": [*known, user_id],
        "left": [each for each in known if each != user_id],
        "renewed": known,
    }
    put_plan(state.db, membership_id, {"members": changed[change]}, state.clock.now())
    about = {"type": change, "membershipId": membership_id}
    return _replied_to(state, fields, "membership", about)


def confirm_delivery(state: State, fields: Fields) -> Deed:
    """Get a LINE notification message that waited for the user's consent."""
    user_id = known_user(state, fields["userId"])
    digests = [each["digest"] for each in phone_users(state) if each["userId"] == user_id]
    if not digests and "data" not in fields:
        raise InvalidInputError(f"userId: the sandbox knows no phone of {user_id}: give data")
    return Deed([delivery_event(state, fields.get("data") or digests[0])])


def _replied_to(state: State, fields: Fields, kind: str, about: dict[str, Any]) -> Deed:
    """Return an event of a one-on-one chat with one property named like its type."""
    source = user_source(read_scene(state, fields).user_id)
    name = {"accountLink": "link"}.get(kind, kind)
    return Deed([chat_event(state, kind, source, replies=True, **{name: about})])
