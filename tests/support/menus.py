"""Rich menus on a sandbox, and pictures for them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from sandbox.conftest import Client


def picture(width: int = 800, height: int = 270) -> bytes:
    """Return a PNG of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "#1b7f5c").save(drawn, "PNG")
    return drawn.getvalue()


def make_menu(client: Client, name: str, action: Any, *, selected: bool = True) -> str:
    """Make a rich menu of one area, its image and an alias of its name; return its ID."""
    bounds = {"x": 0, "y": 0, "width": 800, "height": 270}
    menu = {
        "size": {"width": 800, "height": 270},
        "selected": selected,
        "name": name,
        "chatBarText": f"{name} bar",
        "areas": [{"bounds": bounds, "action": action}],
    }
    menu_id: str = client.post("/v2/bot/richmenu", menu).json["richMenuId"]
    uploaded = client.send(
        "POST",
        f"/v2/bot/richmenu/{menu_id}/content",
        picture(),
        authorization="Bearer sandbox-token",
        content_type="image/png",
    )
    assert uploaded.status == 200
    alias = {"richMenuAliasId": name, "richMenuId": menu_id}
    assert client.post("/v2/bot/richmenu/alias", alias).status == 200
    return menu_id
