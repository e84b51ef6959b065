"""What the page asks of the control API: chats, what is in them, and requests, a page at a time."""

from collections.abc import Iterator

from line_connector.sandbox.channels import Channels
from line_connector.sandbox.inbox import chats
from line_connector.sandbox.inbox.account_lists import account_lists
from line_connector.sandbox.inbox.exchanges import describe_exchange, list_exchanges
from line_connector.sandbox.inbox.search import find_messages
from line_connector.sandbox.inbox.timeline import END, START, chat_entries, read_cursor
from line_connector.sandbox.line.coupon.coupons import list_coupons
from line_connector.sandbox.line.quota.operations import people_left
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.webhook.event_log import event_number, signed_webhooks
from line_connector.sandbox.provider import Control, Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


def inbox_controls(channels: Channels) -> Iterator[Control]:
    """Yield all of them; the requests of all channels are logged together."""

    def get_exchanges(_: State, fields: Fields) -> Fields:
        return list_exchanges(
            channels,
            refused=fields.get("refused") == "true",
            channel=fields.get("channel", ""),
            before=int(fields["before"]) if "before" in fields else None,
            limit=int(fields.get("limit", 50)),
        )

    def get_exchange(_: State, fields: Fields) -> Fields:
        found = describe_exchange(channels, fields["requestId"])
        if found is None:
            raise unknown("requestId", fields["requestId"])
        return found

    yield from controls
    yield Control("GET", "exchanges", get_exchanges, is_shared=True)
    yield Control("GET", "exchanges/{requestId}", get_exchange, is_shared=True)


@controls.get("chats")
def get_chats(state: State, fields: Fields) -> Fields:
    """List chats, the latest first, and the names in their last entries."""
    page = chats.list_chats(
        state,
        search=fields.get("search", ""),
        kind=fields.get("kind", ""),
        unread=fields.get("unread") == "true",
        after=fields.get("after", ""),
        limit=int(fields.get("limit", 50)),
    )
    last = [chat["last"] for chat in page["chats"] if chat["last"] is not None]
    return {**page, "names": chats.names_in(state, last)}


@controls.get("chats/{chatId}")
def get_chat(state: State, fields: Fields) -> Fields:
    """Describe one chat, with its members."""
    return chats.describe_chat(state, fields["chatId"])


@controls.get("chats/{chatId}/messages")
def get_chat_messages(state: State, fields: Fields) -> Fields:
    """List what is in a chat, oldest first, and the names of who acted."""
    page = chat_entries(
        state,
        fields["chatId"],
        before=read_cursor(fields["before"]) if "before" in fields else END,
        after=read_cursor(fields["after"]) if "after" in fields else START,
        limit=int(fields.get("limit", 30)),
    )
    return {**page, "names": chats.names_in(state, page["entries"])}


@controls.get("chats/{chatId}/search")
def search_chat(state: State, fields: Fields) -> Fields:
    """Find messages in a chat by what they say, and name who wrote them."""
    found = find_messages(
        state, fields["chatId"], fields["text"], limit=int(fields.get("limit", 50))
    )
    return {**found, "names": chats.names_of(state, {each["userId"] for each in found["found"]})}


@controls.post("chats/{chatId}/seen")
def mark_seen(state: State, fields: Fields) -> Fields:
    """Take everything in a chat as read."""
    chats.mark_seen(state, fields["chatId"])
    return {}


@controls.get("events/{webhookEventId}/webhooks")
def get_webhooks(state: State, fields: Fields) -> Fields:
    """List the webhooks that told of an event, as they were signed and sent."""
    number = event_number(state, fields["webhookEventId"])
    if number is None:
        raise unknown("webhookEventId", fields["webhookEventId"])
    return {"webhooks": signed_webhooks(state, number)}


@controls.get("lists")
def get_lists(state: State, _: Fields) -> Fields:
    """List what the account has besides chats: rich menus, campaigns, audiences and the like."""
    return account_lists(state)


@controls.get("account")
def get_account(state: State, _: Fields) -> Fields:
    """Tell the account's name, how much of its quota is left, and the titles of its coupons."""
    return {
        "displayName": state.channel.name,
        "basicId": state.channel.basic_id,
        "quota": state.settings(LineSettings).quota,
        "quotaLeft": people_left(state),
        "coupons": {each.coupon_id: each.facts["title"] for each in list_coupons(state, (), None)},
    }
