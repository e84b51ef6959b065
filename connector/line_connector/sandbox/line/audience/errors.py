"""How LINE refuses what is asked about audiences: by a code in `details`."""

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.line.errors import refusal

NAME_EMPTY = "AUDIENCE_GROUP_NAME_EMPTY"
NAME_TOO_LONG = "AUDIENCE_GROUP_NAME_SIZE_OVER"
NAME_WRONG = "AUDIENCE_GROUP_NAME_WRONG"
UPLOAD_DESCRIPTION_TOO_LONG = "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"
NO_SUCH_AUDIENCE = "AUDIENCE_GROUP_NOT_FOUND"
EXPIRED = "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"
TOO_MANY_AUDIENCES = "AUDIENCE_GROUP_COUNT_MAX_OVER"
SAME_MESSAGE = "AUDIENCE_GROUP_REQUESTID_DUPLICATE"
NO_SUCH_MESSAGE = "REQUEST_NOT_FOUND"
OLD_MESSAGE = "TOO_OLD_MESSAGES"
WRONG_ID = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
NO_IDS = "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"
TOO_MANY_IDS = "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS"

MESSAGES = {
    NAME_TOO_LONG: "size over audienceGroupName",
    NO_SUCH_AUDIENCE: "audience group not found",
}
"""LINE's texts as far as they are known; of the others the code is the text, as with files."""

WRONG_ID_IN_LIST = "Invalid audience id format"


def audience_error(code: str, where: str | None = None) -> RefusedError:
    """Refuse with a code.

    Args:
        code: one of those above.
        where: the property that is wrong, if LINE says so.
    """
    detail = {"message": code}
    if where is not None:
        detail["property"] = where
    text = MESSAGES.get(code, code)
    if (code, where) == (WRONG_ID, "audiences"):
        text = WRONG_ID_IN_LIST
    return refusal(400, text, [detail])


def range_error(name: str, limit: int, *, is_over: bool) -> RefusedError:
    """Refuse a number in a query that is too high or too low; the latter text is ours."""
    side, code = ("less", "TOO_HIGH") if is_over else ("greater", "TOO_LOW")
    return refusal(400, f"{name}: must be {side} than or equal to {limit}", [{"message": code}])
