"""Users tap: on buttons and areas of messages, on quick replies, on rich menus."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from line_connector.sandbox.clock import JAPAN
from line_connector.sandbox.line.acting.actions import Action, chosen_action
from line_connector.sandbox.line.acting.bot_messages import (
    BotMessage,
    bot_messages,
    find_bot_message,
)
from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.media import send_media
from line_connector.sandbox.line.acting.scene import Scene, read_scene
from line_connector.sandbox.line.acting.user_messages import message_event
from line_connector.sandbox.line.acting.writing import send_location
from line_connector.sandbox.line.insight.interactions import count_interaction
from line_connector.sandbox.line.insight.rich_menu_uses import count_uses
from line_connector.sandbox.line.per_user_rich_menu.display import (
    displayed_rich_menu,
    switch_rich_menu,
)
from line_connector.sandbox.line.webhook.events import Event, chat_event
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State

FORMS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}
"""How what a user picked is written, by the mode of the action."""


def tap(state: State, fields: Fields) -> Deed:
    """Tap an action that was really sent to the chat, or is in the rich menu the user sees."""
    scene = read_scene(state, fields)
    action, message = _tapped(state, scene, fields)
    url = link_of(action)
    if message is not None and url is not None:
        sent = message.request_id, message.seq
        count_interaction(state, *sent, "click", [scene.user_id], url=url)
    deed = EFFECTS.get(action.get("type", "uri"), _nothing)(state, scene, action, fields)
    return Deed(deed.events, {"action": action, **deed.told}, separately=deed.separately)


def post_back(state: State, fields: Fields) -> Deed:
    """Post some data back, as a button does that the sandbox knows nothing of."""
    scene = read_scene(state, fields)
    given = {name: fields[name] for name in ("data", "params") if name in fields}
    return Deed([_postback(state, scene, given)])


def link_of(action: Action) -> str | None:
    """Return what an action opens, if it opens something; areas of imagemaps have `linkUri`."""
    url: str | None = action.get("uri") or action.get("linkUri")
    return url


def _tapped(state: State, scene: Scene, fields: Fields) -> tuple[Action, BotMessage | None]:
    """Return the action that is tapped, and the message that it is in; none: a rich menu."""
    if "messageId" in fields:
        message = find_bot_message(state, scene.chat_id, fields["messageId"])
        if message is None:
            text = f"messageId: {scene.chat_id} got no message {fields['messageId']}"
            raise InvalidInputError(text)
        return _found(chosen_action(message.content, fields), "the message"), message
    if "area" in fields:
        return _found(_tapped_area(state, scene, fields), "the rich menu that the user sees"), None
    for message in bot_messages(state, scene.chat_id):
        action = chosen_action(message.content, fields)
        if action is not None:
            return action, message
    return _found(_tapped_area(state, scene, fields), "what the user was sent"), None


def _found(action: Action | None, where: str) -> Action:
    if action is None:
        raise InvalidInputError(f"there is no such action in {where}")
    return action


def _tapped_area(state: State, scene: Scene, fields: Fields) -> Action | None:
    """Return the action of the area that is tapped, and count that."""
    shown = displayed_rich_menu(state, scene.user_id) if scene.is_one_on_one else None
    areas: list[Any] = shown.rich_menu["areas"] if shown else []
    if fields.get("area", 0) >= max(len(areas), 1) or ("area" in fields and not areas):
        raise InvalidInputError(f"area: the user sees a rich menu of {len(areas)} areas")
    action = chosen_action(shown.rich_menu, fields) if shown else None
    if shown and action:
        bounds = next(area["bounds"] for area in areas if area["action"] is action)
        count_uses(state, shown.rich_menu["richMenuId"], bounds, [scene.user_id])
    return action


def _postback(state: State, scene: Scene, content: Mapping[str, Any]) -> Event:
    return chat_event(state, "postback", scene.source, replies=True, postback=dict(content))


def _post_back(state: State, scene: Scene, action: Action, _: Fields) -> Deed:
    event = _postback(state, scene, {"data": action["data"]})
    if "displayText" in action:
        state.db.execute(
            "INSERT INTO displayed_texts VALUES (?, ?)",
            (event["webhookEventId"], action["displayText"]),
        )
    return Deed([*_said(state, scene, action), event])


def _say(state: State, scene: Scene, action: Action, _: Fields) -> Deed:
    return Deed([*_said(state, scene, action)])


def _said(state: State, scene: Scene, action: Action) -> Iterator[Event]:
    """Yield the message with an action's text; the text that is only displayed makes none."""
    if "text" in action:
        yield message_event(state, scene, "text", {"text": action["text"]})


def _open(_: State, __: Scene, action: Action, ___: Fields) -> Deed:
    return Deed(told={"opened": link_of(action)})


def _copy(_: State, __: Scene, action: Action, ___: Fields) -> Deed:
    return Deed(told={"copied": action["clipboardText"]})


def _pick(state: State, scene: Scene, action: Action, fields: Fields) -> Deed:
    mode = action["mode"]
    picked = _picked(state, action, fields)
    return Deed([_postback(state, scene, {"data": action["data"], "params": {mode: picked}})])


def _picked(state: State, action: Action, fields: Fields) -> str:
    """Return the date or time that was picked: within the bounds, where it has some."""
    form = FORMS[action["mode"]]
    now = datetime.fromtimestamp(state.clock.now(), tz=JAPAN).strftime(form)
    offered = action.get("initial") or action.get("min") or action.get("max") or now
    text = str(fields.get("picked", offered)).upper()
    try:
        # Only with all its zeros is it written as LINE writes it.
        is_written = datetime.strptime(text, form).strftime(form) == text  # noqa: DTZ007 (it has no time zone)
    except ValueError:
        is_written = False
    if not is_written:
        raise InvalidInputError(f"picked: must be a {action['mode']}, such as {now}")
    low, high = (action.get(name, text).upper() for name in ("min", "max"))
    if not low <= text <= high:
        raise InvalidInputError(f"picked: must be from {low} to {high}")
    return text


def _switch(state: State, scene: Scene, action: Action, _: Fields) -> Deed:
    params = switch_rich_menu(state, scene.user_id, action["richMenuAliasId"])
    return Deed([_postback(state, scene, {"data": action["data"], "params": params})])


def _photograph(state: State, _: Scene, __: Action, fields: Fields) -> Deed:
    return send_media(state, {**fields, "type": "image"})


def _locate(state: State, _: Scene, __: Action, fields: Fields) -> Deed:
    return send_location(state, fields)


def _nothing(_: State, __: Scene, ___: Action, ____: Fields) -> Deed:
    return Deed()


EFFECTS: Mapping[str, Callable[[State, Scene, Action, Fields], Deed]] = {
    "postback": _post_back,
    "message": _say,
    "uri": _open,
    "clipboard": _copy,
    "datetimepicker": _pick,
    "richmenuswitch": _switch,
    "camera": _photograph,
    "cameraRoll": _photograph,
    "location": _locate,
}
"""What an action does, by its type."""
