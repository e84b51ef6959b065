"""What the account has besides chats: rich menus, campaigns, audiences, coupons and the like."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.line.audience.audiences import all_groups
from line_connector.sandbox.line.audience.views import described
from line_connector.sandbox.line.coupon.coupons import list_coupons
from line_connector.sandbox.line.insight.interactions import times_of
from line_connector.sandbox.line.liff.apps import all_apps
from line_connector.sandbox.line.membership.plans import members, offered_plans
from line_connector.sandbox.line.notification.phones import phone_users
from line_connector.sandbox.line.notification.templates import all_templates
from line_connector.sandbox.line.per_user_rich_menu.links import users_with_link
from line_connector.sandbox.line.rich_menu.menus import default_rich_menu, has_image, rich_menus
from line_connector.sandbox.line.rich_menu_alias.aliases import all_aliases
from line_connector.sandbox.state import State

MOST = 100
"""Items of a list that are shown: the newest."""

Item = dict[str, Any]


def account_lists(state: State) -> dict[str, Any]:
    """Return all lists, also empty ones.

    Returns:
        `{"lists": [{"name", "count", "items": [{"id", "title", "facts", "richMenuId"}]}]}`. Facts
        are names and values to be read by people; `richMenuId` is there where a rich menu has an
        image.
    """
    return {"lists": [_list(name, make(state)) for name, make in _LISTS.items()]}


def _list(name: str, items: Sequence[Item]) -> dict[str, Any]:
    return {"name": name, "count": len(items), "items": items[:MOST]}


def _item(item_id: object, title: str, facts: Mapping[str, object], **more: Any) -> Item:
    known = {name: value for name, value in facts.items() if value not in (None, "")}
    return {"id": str(item_id), "title": title, "facts": known, **more}


def _rich_menus(state: State) -> list[Item]:
    aliases: dict[str, list[str]] = {}
    for alias in all_aliases(state):
        aliases.setdefault(alias["richMenuId"], []).append(alias["richMenuAliasId"])
    default = default_rich_menu(state)
    items: list[Item] = []
    for menu in reversed(rich_menus(state)):
        menu_id, size = menu["richMenuId"], menu["size"]
        has_picture = has_image(state, menu_id)
        facts = {
            "Shown to": "all who have no other" if menu_id == default else "",
            "Linked to": _counted(len(users_with_link(state, menu_id)), "user"),
            "Aliases": ", ".join(aliases.get(menu_id, [])),
            "Areas": len(menu["areas"]),
            "Size": f"{size['width']} x {size['height']}",
            "Image": "" if has_picture else "missing: nobody can see it",
        }
        picture = {"richMenuId": menu_id} if has_picture else {}
        items.append(_item(menu_id, menu["name"], facts, **picture))
    return items


def _campaigns(state: State) -> list[Item]:
    """Return broadcasts and narrowcasts, and what else has statistics."""
    rows = state.db.execute(
        "SELECT request_id, coalesce(kind, 'narrowcast'), unit, coalesce(sent_at, accepted_at),"
        " people, phase, error_code FROM"
        " (SELECT request_id FROM counted_sends UNION SELECT request_id FROM narrowcasts)"
        " LEFT JOIN counted_sends USING (request_id) LEFT JOIN narrowcasts USING (request_id)"
        " ORDER BY 4 DESC"
    )
    return [
        _item(
            request_id,
            kind,
            {
                "Sent": iso(at),
                "Recipients": people,
                "Unit": unit,
                "Phase": phase,
                "Error code": error_code,
                "Clicks": times_of(state, request_id, "click"),
                "Videos played": times_of(state, request_id, "play"),
            },
        )
        for request_id, kind, unit, at, people, phase, error_code in rows
    ]


def _audiences(state: State) -> list[Item]:
    items: list[Item] = []
    for group in reversed(all_groups(state)):
        told = described(state, group)
        facts = {
            "Type": told["type"],
            "Status": told["status"],
            "Failed": told.get("failedType"),
            "Users": told["audienceCount"],
            "Created": iso(told["created"]),
        }
        items.append(_item(group.audience_group_id, told["description"], facts))
    return items


def _coupons(state: State) -> list[Item]:
    now = state.clock.now()
    return [
        _item(
            coupon.coupon_id,
            coupon.facts["title"],
            {
                "Status": coupon.status(now),
                "Reward": coupon.facts["reward"]["type"],
                "Ends": iso(coupon.ends_at),
            },
        )
        for coupon in list_coupons(state, (), None)
    ]


def _memberships(state: State) -> list[Item]:
    return [
        _item(
            plan["membershipId"],
            plan["title"],
            {
                "Price": f"{plan['price']:g} {plan['currency']}",
                "Members": len(members(state, plan["membershipId"])),
            },
        )
        for plan in offered_plans(state)
    ]


def _phones(state: State) -> list[Item]:
    return [
        _item(each["phone"], each["phone"], {"User": each["userId"], "Consent": each["consent"]})
        for each in phone_users(state)
    ]


def _templates(state: State) -> list[Item]:
    return [
        _item(key, key, {"Items": ", ".join(item_keys)})
        for key, item_keys in all_templates(state).items()
    ]


def _apps(state: State) -> list[Item]:
    return [
        _item(liff_id, app.get("description", "LIFF app"), {"URL": app["view"]["url"]})
        for liff_id, app in all_apps(state).items()
    ]


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}" if number else ""


_LISTS: Mapping[str, Callable[[State], list[Item]]] = {
    "Rich menus": _rich_menus,
    "Campaigns": _campaigns,
    "Audiences": _audiences,
    "Coupons": _coupons,
    "Membership plans": _memberships,
    "Phones for LINE notification messages": _phones,
    "Templates of LINE notification messages": _templates,
    "LIFF apps": _apps,
}
