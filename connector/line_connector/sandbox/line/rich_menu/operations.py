"""Rich menus, their images, and the default one."""

from collections.abc import Iterator

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.rich_menu import menus
from line_connector.sandbox.line.rich_menu.images import is_allowed, is_wide_enough
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.validation import Body, read_body
from line_connector.sandbox.line.violations import Violation, field_violation
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = LineOperations()

FEW_AN_HOUR = Limit(100, 3600)
IMAGE_TYPES = ("image/png", "image/jpeg")

WRONG_IMAGE = "The image size is not allowed for richmenu"
SECOND_IMAGE = "An image has already been uploaded to the richmenu"
FOREIGN = "the richmenu is owned by another channel"
NO_DEFAULT = "no default richmenu"

# LINE's texts for these two are not known; these are ours.
TOO_MANY = "The maximum number of rich menus has already been created"
TOO_HIGH = "width / height must be greater than or equal to 1.45"


@operations.post("createRichMenu", "richmenu", limit=FEW_AN_HOUR)
def create_rich_menu(state: State, request: Request) -> Response:
    """Keep a rich menu."""
    body = read_body(request, "rich_menu/rich-menu", further_check)
    if menus.count_rich_menus(state) >= menus.MOST:
        raise refusal(400, TOO_MANY)
    return json_response({"richMenuId": menus.add_rich_menu(state, as_kept(body))})


@operations.post("validateRichMenuObject", "richmenu/validate")
def validate_rich_menu_object(_: State, request: Request) -> Response:
    """Check a rich menu."""
    read_body(request, "rich_menu/rich-menu", further_check)
    return json_response({})


@operations.get("getRichMenuList", "richmenu/list", limit=Limit(10, 1))
def get_rich_menu_list(state: State, _: Request) -> Response:
    """Answer with all rich menus."""
    return json_response({"richmenus": menus.rich_menus(state)})


@operations.get("getRichMenu", "richmenu/{richMenuId}")
def get_rich_menu(state: State, request: Request) -> Response:
    """Answer with a rich menu."""
    return json_response(menus.rich_menu(state, _known(state, request)))


@operations.delete("deleteRichMenu", "richmenu/{richMenuId}", limit=FEW_AN_HOUR)
def delete_rich_menu(state: State, request: Request) -> Response:
    """Forget a rich menu."""
    menus.delete_rich_menu(state, _known(state, request))
    return json_response({})


@operations.post("setRichMenuImage", "richmenu/{richMenuId}/content")
def set_rich_menu_image(state: State, request: Request) -> Response:
    """Keep the image of a rich menu; it cannot be replaced."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in IMAGE_TYPES:
        raise refusal(415, f"The content type, {content_type}, is not supported")
    rich_menu_id = _known(state, request)
    if menus.has_image(state, rich_menu_id):
        raise refusal(400, SECOND_IMAGE)
    if not is_allowed(request.body, content_type):
        raise refusal(400, WRONG_IMAGE)
    menus.keep_image(state, rich_menu_id, menus.Image(request.body, content_type))
    return json_response({})


@operations.get("getRichMenuImage", "richmenu/{richMenuId}/content")
def get_rich_menu_image(state: State, request: Request) -> Response:
    """Answer with the image of a rich menu."""
    image = menus.image_of(state, _known(state, request))
    if image is None:
        raise refusal(404, NOT_FOUND)
    return Response(200, image.content, image.content_type)


@operations.post("setDefaultRichMenu", "user/all/richmenu/{richMenuId}")
def set_default_rich_menu(state: State, request: Request) -> Response:
    """Make a rich menu the default."""
    rich_menu_id = menus.showable(state, request.path_parameters["richMenuId"])
    menus.set_default_rich_menu(state, rich_menu_id)
    return json_response({})


@operations.get("getDefaultRichMenuId", "user/all/richmenu")
def get_default_rich_menu_id(state: State, _: Request) -> Response:
    """Answer with the ID of the default rich menu."""
    rich_menu_id = menus.default_rich_menu(state)
    if rich_menu_id is not None:
        return json_response({"richMenuId": rich_menu_id})
    if state.settings(LineSettings).manager_default_rich_menu:
        raise menus.refusal_without_details(403, FOREIGN)
    raise menus.refusal_without_details(404, NO_DEFAULT)


@operations.delete("cancelDefaultRichMenu", "user/all/richmenu")
def cancel_default_rich_menu(state: State, _: Request) -> Response:
    """Clear the default rich menu."""
    menus.set_default_rich_menu(state, None)
    return json_response({})


def further_check(body: Body) -> Iterator[Violation]:
    """Check what the schema of a rich menu cannot say."""
    if not is_wide_enough(body["size"]["width"], body["size"]["height"]):
        yield field_violation(["size"], TOO_HIGH)


def as_kept(body: Body) -> Body:
    """Return a rich menu without the properties that it does not have."""
    return {name: body[name] for name in ("size", "chatBarText", "selected", "name", "areas")}


def _known(state: State, request: Request) -> str:
    """Return the ID in the path of a rich menu that exists."""
    rich_menu_id = request.path_parameters["richMenuId"]
    if not menus.rich_menu_exists(state, rich_menu_id):
        raise refusal(404, NOT_FOUND)
    return rich_menu_id
