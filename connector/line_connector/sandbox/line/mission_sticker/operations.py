"""Mission stickers: letting users download them."""

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.user.users import user_exists
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.state import State

operations = LineOperations()

NOT_ALLOWED = "not allowed to use the API"
NO_USER = "invalid request"
NO_PACKAGE = "not found"
REFUSALS = {
    "notMission": "illegal argument",
    "outOfPeriod": "not in sales period",
    "otherChannel": "sticker set not available for channel",
    "notForUser": "not available",
}
"""LINE's texts, by a package's status."""


@operations.post("missionStickerV3", "/shop/v3/mission")
def mission_sticker_v3(state: State, request: Request) -> Response:
    """Let a user download a package; in which order LINE checks is not known."""
    if not state.settings(LineSettings).mission_stickers_allowed:
        raise refusal(403, NOT_ALLOWED)
    body = read_body(request, "mission_sticker/mission")
    # A lone surrogate, which JSON may carry, is in no ID and cannot be looked up.
    to, product_id = (body[name].encode(errors="replace").decode() for name in ("to", "productId"))
    if not user_exists(state, to):
        raise refusal(400, NO_USER)
    package = state.db.execute(
        "SELECT status FROM sticker_packages WHERE product_id = ?", (product_id,)
    ).fetchone()
    if package is None:
        raise refusal(404, NO_PACKAGE)
    if package[0] in REFUSALS:
        raise refusal(400, REFUSALS[package[0]])
    state.db.execute("INSERT OR IGNORE INTO sticker_grants VALUES (?, ?)", (product_id, to))
    return Response(content=b"")
