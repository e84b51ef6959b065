"""Audiences: making, filling, renaming, deleting and listing them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.audience import errors, views
from line_connector.sandbox.line.audience.audiences import (
    AudienceGroup,
    add_members,
    all_groups,
    create_group,
    delete_group,
    find_group,
    is_retargeted,
    rename_group,
    status_of,
)
from line_connector.sandbox.line.audience.checks import (
    check_ids,
    checked_name,
    checked_upload_description,
    read_upload,
)
from line_connector.sandbox.line.audience.errors import audience_error
from line_connector.sandbox.line.audience.jobs import count_running, shown_jobs, start_job
from line_connector.sandbox.line.audience.messages import find_message
from line_connector.sandbox.line.errors import RATE_LIMITED, refusal
from line_connector.sandbox.line.insight.sends import people_reached
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.validation import read_body, read_query
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = LineOperations()

MINUTELY = Limit(60, 60)
MOST_JOBS = 10
"""So many uploads to an audience may go on at a time."""

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes of an upload; the limit is one of lines."""


@operations.post("createAudienceGroup", "audienceGroup/upload", limit=MINUTELY)
def create_audience_group(state: State, request: Request) -> Response:
    """Make an audience of the IDs in a JSON list, or an empty one."""
    body = read_body(request, "audience/create")
    return _create(state, body, _listed_ids(body), "audiences", body.get("isIfaAudience", False))


@operations.post(
    "createAudienceForUploadingUserIds",
    "audienceGroup/upload/byFile",
    limit=MINUTELY,
    largest_body=LARGEST_FILE,
)
def create_audience_for_uploading_user_ids(state: State, request: Request) -> Response:
    """Make an audience of the IDs in a file."""
    form, ids = read_upload(request)
    is_ifa = _is_true(form.fields, "isIfaAudience")
    return _create(state, form.fields, ids, "file", is_ifa)


@operations.put("addAudienceToAudienceGroup", "audienceGroup/upload", limit=MINUTELY)
def add_audience_to_audience_group(state: State, request: Request) -> Response:
    """Add the IDs in a JSON list to an audience."""
    body = read_body(request, "audience/add")
    ids = _listed_ids(body)
    if not ids:
        raise audience_error(errors.NO_IDS, "audiences")
    return _add(state, _changeable(state, body["audienceGroupId"]), body, ids, "audiences")


@operations.put(
    "addUserIdsToAudience",
    "audienceGroup/upload/byFile",
    limit=MINUTELY,
    largest_body=LARGEST_FILE,
)
def add_user_ids_to_audience(state: State, request: Request) -> Response:
    """Add the IDs in a file to an audience."""
    form, ids = read_upload(request)
    group = _changeable(state, _number(form.fields.get("audienceGroupId", "")))
    return _add(state, group, form.fields, ids, "file")


@operations.post("createClickBasedAudienceGroup", "audienceGroup/click", limit=MINUTELY)
def create_click_based_audience_group(state: State, request: Request) -> Response:
    """Make an audience for those who click; nobody does until the control API says who."""
    body = read_body(request, "audience/retarget")
    return json_response(views.created(_retarget(state, "CLICK", body, [])), 202)


@operations.post("createImpBasedAudienceGroup", "audienceGroup/imp", limit=MINUTELY)
def create_imp_based_audience_group(state: State, request: Request) -> Response:
    """Make an audience of those who saw a message: all who received it."""
    body = read_body(request, "audience/retarget")
    recipients = people_reached(state, find_message(state, body["requestId"].lower()).request_id)
    group = _retarget(state, "IMP", {**body, "clickUrl": None}, recipients)
    return json_response(views.created(group), 202)


@operations.put(
    "updateAudienceGroupDescription",
    "audienceGroup/{audienceGroupId}/updateDescription",
    limit=MINUTELY,
)
def update_audience_group_description(state: State, request: Request) -> Response:
    """Rename an audience."""
    name = checked_name(read_body(request, "audience/rename"))
    rename_group(state, _changeable(state, _id_in_path(request)), name)
    return json_response({})


@operations.delete("deleteAudienceGroup", "audienceGroup/{audienceGroupId}", limit=MINUTELY)
def delete_audience_group(state: State, request: Request) -> Response:
    """Delete an audience."""
    delete_group(state, _changeable(state, _id_in_path(request)))
    return json_response({}, 202)


@operations.get("getAudienceData", "audienceGroup/{audienceGroupId}", limit=MINUTELY)
def get_audience_data(state: State, request: Request) -> Response:
    """Answer with an audience and the uploads to it."""
    return json_response(_data(state, group := _found(state, request)) | views.ad_account(group))


@operations.get("getSharedAudienceData", "audienceGroup/shared/{audienceGroupId}", limit=MINUTELY)
def get_shared_audience_data(state: State, request: Request) -> Response:
    """Answer with an audience, the uploads to it, and whose it is."""
    group = _found(state, request)
    return json_response({**_data(state, group), "owner": views.owner(state, group)})


@operations.get("getAudienceGroups", "audienceGroup/list", limit=MINUTELY)
def get_audience_groups(state: State, request: Request) -> Response:
    """Answer with a page of the audiences that this account can use."""
    query = read_query(request, "audience/list")
    with_others = _is_true(query, "includesExternalPublicGroups", default="true")

    def is_listed(group: AudienceGroup) -> bool:
        return group.is_own or with_others

    return json_response(views.page_of_groups(state, all_groups(state), query, is_listed))


@operations.get("getSharedAudienceGroups", "audienceGroup/shared/list", limit=MINUTELY)
def get_shared_audience_groups(state: State, request: Request) -> Response:
    """Answer with a page of the audiences that are shared in the Business Manager."""
    query = read_query(request, "audience/shared list")
    with_own = _is_true(query, "includesOwnedAudienceGroups")

    def is_listed(group: AudienceGroup) -> bool:
        return group.is_shared or (group.is_own and with_own)

    return json_response(views.page_of_groups(state, all_groups(state), query, is_listed))


def _create(
    state: State, fields: Mapping[str, Any], ids: Sequence[str], where: str, is_ifa: bool
) -> Response:
    name, description = checked_name(fields), checked_upload_description(fields)
    check_ids(ids, is_ifa=is_ifa, where=where)
    _check_room(state)
    group = create_group(state, "UPLOAD", name, is_ifa=is_ifa)
    if ids:
        start_job(state, group, ids, description)
    return json_response(views.created(group), 202)


def _add(
    state: State, group: AudienceGroup, fields: Mapping[str, Any], ids: Sequence[str], where: str
) -> Response:
    description = checked_upload_description(fields)
    if group.type != "UPLOAD":
        raise audience_error(errors.NO_SUCH_AUDIENCE)
    if status_of(state, group) == "EXPIRED":
        raise audience_error(errors.EXPIRED)
    check_ids(ids, is_ifa=group.is_ifa, where=where)
    if count_running(state, group) >= MOST_JOBS:
        raise refusal(429, RATE_LIMITED)
    start_job(state, group, ids, description)
    return json_response({}, 202)


def _retarget(
    state: State, kind: str, body: Mapping[str, Any], user_ids: Sequence[str]
) -> AudienceGroup:
    """Make an audience of a message; its users are in it after a while."""
    name = checked_name(body)
    request_id = find_message(state, body["requestId"].lower()).request_id
    click_url = body["clickUrl"] if body.get("clickUrl") else None
    if is_retargeted(state, kind, request_id, click_url):
        raise audience_error(errors.SAME_MESSAGE)
    _check_room(state)
    group = create_group(state, kind, name, request_id=request_id, click_url=click_url)
    settings = state.settings(LineSettings)
    ready_at = group.created_at + settings.audience_queued + settings.audience_working
    add_members(state, group, user_ids, since=ready_at)
    return group


def _check_room(state: State) -> None:
    most = state.settings(LineSettings).audience_limit
    if sum(group.is_own for group in all_groups(state)) >= most:
        raise audience_error(errors.TOO_MANY_AUDIENCES)


def _data(state: State, group: AudienceGroup) -> dict[str, Any]:
    return {"audienceGroup": views.described(state, group), "jobs": shown_jobs(state, group)}


def _listed_ids(body: Mapping[str, Any]) -> list[str]:
    return [audience.get("id", "") for audience in body.get("audiences", ())]


def _found(state: State, request: Request) -> AudienceGroup:
    group = find_group(state, _id_in_path(request))
    if group is None:
        raise audience_error(errors.NO_SUCH_AUDIENCE)
    return group


def _changeable(state: State, audience_group_id: int) -> AudienceGroup:
    """Return the audience with an ID; what is refused about another account's is not known."""
    group = find_group(state, audience_group_id) if abs(audience_group_id) < 2**63 else None
    if group is None or not group.is_own:
        raise audience_error(errors.NO_SUCH_AUDIENCE)
    return group


def _id_in_path(request: Request) -> int:
    return _number(request.path_parameters["audienceGroupId"])


def _number(text: str) -> int:
    """Read an ID; what is none is nobody's."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else 0


def _is_true(fields: Mapping[str, str], name: str, default: str = "false") -> bool:
    return fields.get(name, default).lower() == "true"
