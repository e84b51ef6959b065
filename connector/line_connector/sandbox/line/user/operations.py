"""Profiles, followers, and links with accounts of the service."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.pages import page_of
from line_connector.sandbox.line.user.users import friends, profile, user_exists
from line_connector.sandbox.line.validation import path_id, read_query
from line_connector.sandbox.state import State

operations = LineOperations()

FOLLOWERS_ON_A_PAGE = 300


@operations.get("getProfile", "profile/{userId}")
def get_profile(state: State, request: Request) -> Response:
    """Answer with a friend's profile."""
    found = profile(state, path_id(request, "userId"))
    if found is None:
        raise refusal(404, NOT_FOUND)
    return json_response(found)


@operations.get("getFollowers", "followers/ids")
def get_followers(state: State, request: Request) -> Response:
    """Answer with the IDs of the friends, a page at a time."""
    query = read_query(request, "user/followers")
    return json_response(page_of(friends(state), "userIds", query, FOLLOWERS_ON_A_PAGE))


@operations.post("issueLinkToken", "user/{userId}/linkToken")
def issue_link_token(state: State, request: Request) -> Response:
    """Issue a link token; nobody asks the sandbox whether it is valid."""
    if not user_exists(state, path_id(request, "userId")):
        raise refusal(400, NOT_FOUND)
    return json_response({"linkToken": state.random.token_urlsafe(24)})
