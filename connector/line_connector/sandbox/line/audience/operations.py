"""Audience."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.post("createAudienceGroup", "audienceGroup/upload")
def create_audience_group(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroupId": 1234567890123,
            "createRoute": "MESSAGING_API",
            "type": "UPLOAD",
            "description": "audienceGroupName_01",
            "created": 1613698278,
            "permission": "READ_WRITE",
            "expireTimestamp": 1629250278,
            "isIfaAudience": False,
        }
    )


@operations.put("addAudienceToAudienceGroup", "audienceGroup/upload")
def add_audience_to_audience_group(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.post("createAudienceForUploadingUserIds", "audienceGroup/upload/byFile")
def create_audience_for_uploading_user_ids(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroupId": 1234567890123,
            "createRoute": "MESSAGING_API",
            "type": "UPLOAD",
            "description": "audienceGroupName_01",
            "created": 1613700237,
            "permission": "READ_WRITE",
            "expireTimestamp": 1629252237,
            "isIfaAudience": False,
        }
    )


@operations.put("addUserIdsToAudience", "audienceGroup/upload/byFile")
def add_user_ids_to_audience(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.post("createClickBasedAudienceGroup", "audienceGroup/click")
def create_click_based_audience_group(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroupId": 1234567890123,
            "createRoute": "MESSAGING_API",
            "type": "CLICK",
            "description": "audienceGroupName_01",
            "created": 1613705240,
            "permission": "READ_WRITE",
            "expireTimestamp": 1629257239,
            "isIfaAudience": False,
            "requestId": "bb9744f9-47fa-4a29-941e-1234567890ab",
            "clickUrl": "https://developers.line.biz/",
        }
    )


@operations.post("createImpBasedAudienceGroup", "audienceGroup/imp")
def create_imp_based_audience_group(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroupId": 1234567890123,
            "createRoute": "MESSAGING_API",
            "type": "IMP",
            "description": "audienceGroupName_01",
            "created": 1613707097,
            "permission": "READ_WRITE",
            "expireTimestamp": 1629259095,
            "isIfaAudience": False,
            "requestId": "bb9744f9-47fa-4a29-941e-1234567890ab",
        }
    )


@operations.put(
    "updateAudienceGroupDescription", "audienceGroup/{audienceGroupId}/updateDescription"
)
def update_audience_group_description(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.delete("deleteAudienceGroup", "audienceGroup/{audienceGroupId}")
def delete_audience_group(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.get("getAudienceData", "audienceGroup/{audienceGroupId}")
def get_audience_data(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroup": {
                "audienceGroupId": 1234567890123,
                "createRoute": "OA_MANAGER",
                "type": "UPLOAD",
                "description": "audienceGroupName_01",
                "status": "READY",
                "audienceCount": 1887,
                "created": 1608617466,
                "permission": "READ",
                "isIfaAudience": False,
                "expireTimestamp": 1624342266,
            },
            "jobs": [
                {
                    "audienceGroupJobId": 12345678,
                    "audienceGroupId": 1234567890123,
                    "description": "audience_list.txt",
                    "type": "DIFF_ADD",
                    "status": "FINISHED",
                    "failedType": "AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT",
                    "audienceCount": 0,
                    "created": 1608617472,
                    "jobStatus": "FINISHED",
                }
            ],
        }
    )


@operations.get("getAudienceGroups", "audienceGroup/list")
def get_audience_groups(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroups": [
                {
                    "audienceGroupId": 1234567890123,
                    "createRoute": "OA_MANAGER",
                    "type": "CLICK",
                    "description": "audienceGroupName_01",
                    "status": "IN_PROGRESS",
                    "audienceCount": 8619,
                    "created": 1611114828,
                    "permission": "READ",
                    "isIfaAudience": False,
                    "expireTimestamp": 1626753228,
                    "requestId": "c10c3d86-f565-...",
                    "clickUrl": "https://example.com/",
                },
                {
                    "audienceGroupId": 2345678901234,
                    "createRoute": "AD_MANAGER",
                    "type": "APP_EVENT",
                    "description": "audienceGroupName_02",
                    "status": "READY",
                    "audienceCount": 3368,
                    "created": 1608619802,
                    "permission": "READ",
                    "activated": 1610068515,
                    "inactiveTimestamp": 1625620516,
                    "isIfaAudience": False,
                },
            ],
            "hasNextPage": False,
            "totalCount": 2,
            "readWriteAudienceGroupTotalCount": 0,
            "size": 40,
            "page": 1,
        }
    )


@operations.get("getSharedAudienceData", "audienceGroup/shared/{audienceGroupId}")
def get_shared_audience_data(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroup": {
                "audienceGroupId": 1234567890123,
                "createRoute": "OA_MANAGER",
                "type": "UPLOAD",
                "description": "audienceGroupName_01",
                "status": "READY",
                "audienceCount": 1887,
                "created": 1608617466,
                "permission": "READ",
                "isIfaAudience": False,
                "expireTimestamp": 1624342266,
            },
            "jobs": [
                {
                    "audienceGroupJobId": 12345678,
                    "audienceGroupId": 1234567890123,
                    "description": "audience_list.txt",
                    "type": "DIFF_ADD",
                    "status": "FINISHED",
                    "failedType": "AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT",
                    "audienceCount": 0,
                    "created": 1608617472,
                    "jobStatus": "FINISHED",
                }
            ],
        }
    )


@operations.get("getSharedAudienceGroups", "audienceGroup/shared/list")
def get_shared_audience_groups(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "audienceGroups": [
                {
                    "audienceGroupId": 1234567890123,
                    "createRoute": "OA_MANAGER",
                    "type": "CLICK",
                    "description": "audienceGroupName_01",
                    "status": "IN_PROGRESS",
                    "audienceCount": 8619,
                    "created": 1611114828,
                    "permission": "READ",
                    "isIfaAudience": False,
                    "expireTimestamp": 1626753228,
                    "requestId": "c10c3d86-f565-...",
                    "clickUrl": "https://example.com/",
                },
                {
                    "audienceGroupId": 2345678901234,
                    "createRoute": "AD_MANAGER",
                    "type": "APP_EVENT",
                    "description": "audienceGroupName_02",
                    "status": "READY",
                    "audienceCount": 3368,
                    "created": 1608619802,
                    "permission": "READ",
                    "activated": 1610068515,
                    "inactiveTimestamp": 1625620516,
                    "isIfaAudience": False,
                },
            ],
            "hasNextPage": False,
            "totalCount": 2,
            "readWriteAudienceGroupTotalCount": 0,
            "size": 40,
            "page": 1,
        }
    )
