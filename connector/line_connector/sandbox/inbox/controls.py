"""What the page asks of the control API: chats, what is in them, and requests, a page at a time."""

from line_connector.sandbox.inbox import chats
from line_connector.sandbox.inbox.exchanges import describe_exchange, list_exchanges
from line_connector.sandbox.inbox.timeline import END, START, chat_entries, read_cursor
from line_connector.sandbox.line.quota.operations import people_left
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("chats")
def get_chats(state: State, fields: Fields) -> Fields:
    """List chats, the latest first."""
    return chats.list_chats(
        state,
        search=fields.get("search", ""),
        kind=fields.get("kind", ""),
        unread=fields.get("unread") == "true",
        after=fields.get("after", ""),
        limit=int(fields.get("limit", 50)),
    )


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


@controls.post("chats/{chatId}/seen")
def mark_seen(state: State, fields: Fields) -> Fields:
    """Take everything in a chat as read."""
    chats.mark_seen(state, fields["chatId"])
    return {}


@controls.get("exchanges")
def get_exchanges(state: State, fields: Fields) -> Fields:
    """List requests, the newest first, or only the refused ones."""
    return list_exchanges(
        state,
        refused=fields.get("refused") == "true",
        before=int(fields["before"]) if "before" in fields else None,
        limit=int(fields.get("limit", 50)),
    )


@controls.get("exchanges/{requestId}")
def get_exchange(state: State, fields: Fields) -> Fields:
    """Show one request, its response, what it cost, and what is to be said about it."""
    found = describe_exchange(state, fields["requestId"])
    if found is None:
        raise unknown("requestId", fields["requestId"])
    return found


@controls.get("account")
def get_account(state: State, _: Fields) -> Fields:
    """Tell the account's name, and how much of its quota is left."""
    return {
        "displayName": state.channel.name,
        "basicId": state.channel.basic_id,
        "quota": state.settings(LineSettings).quota,
        "quotaLeft": people_left(state),
    }
