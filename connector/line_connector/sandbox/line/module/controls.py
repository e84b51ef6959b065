"""Control of module channels: accounts, consents, and other channels that take a chat."""

from line_connector.sandbox.line.module import chat_control
from line_connector.sandbox.line.module.bots import is_attached, put_bot
from line_connector.sandbox.line.module.codes import issue_code
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()

PROFILE_FIELDS = ("basicId", "premiumId", "displayName", "pictureUrl")


@controls.post("module-bots", seed_rank=3)
def put_module_bots(state: State, fields: Fields) -> Fields:
    """Add an account or several, or change one; the module channel is attached unless said."""
    bot_ids = [fields["botId"]] if "botId" in fields else _new_ids(state, fields.get("count", 1))
    profile = {name: fields[name] for name in PROFILE_FIELDS if name in fields}
    with state.transaction():
        for bot_id in bot_ids:
            put_bot(state, bot_id, profile, attached=fields.get("attached", True))
    return {"botIds": bot_ids}


@controls.post("module-codes")
def put_module_code(state: State, fields: Fields) -> Fields:
    """Agree to the module channel as an account's administrator; a new account if none is given."""
    consent = dict(fields)
    bot_id = consent.pop("botId", None) or _new_ids(state, 1)[0]
    with state.transaction():
        if is_attached(state, bot_id) is None:
            put_bot(state, bot_id, {}, attached=False)
        return {"code": issue_code(state, bot_id, consent), "botId": bot_id}


@controls.get("chat-control")
def get_chat_control(state: State, fields: Fields) -> Fields:
    """Tell which channel is active in a chat."""
    return {"holder": chat_control.holder(state, fields["chatId"])}


@controls.post("chat-control")
def take_chat_control(state: State, fields: Fields) -> Fields:
    """Let another module channel acquire a chat now."""
    chat_control.acquire(state, fields["chatId"], "other", None)
    return get_chat_control(state, fields)


def _new_ids(state: State, count: int) -> list[str]:
    return [f"U{state.random.token_hex(16)}" for _ in range(count)]
