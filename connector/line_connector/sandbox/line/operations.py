"""LINE's operations: under which name, where, how often they may be called, and what answers."""

from collections.abc import Callable
from dataclasses import dataclass

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.line.aggregation import (
    get_aggregation_unit_name_list,
    get_aggregation_unit_usage,
)
from line_connector.sandbox.line.loading import show_loading_animation
from line_connector.sandbox.line.lookups import (
    get_group_member_count,
    get_group_summary,
    get_profile,
    get_room_member_count,
)
from line_connector.sandbox.line.narrowcast import get_narrowcast_progress, narrowcast
from line_connector.sandbox.line.quota import (
    get_message_quota,
    get_message_quota_consumption,
    get_number_of_sent_messages,
)
from line_connector.sandbox.line.replying import reply_message
from line_connector.sandbox.line.sending import (
    broadcast,
    multicast,
    push_message,
    validate_messages,
)
from line_connector.sandbox.line.tokens import issue_stateless_channel_token
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

Handler = Callable[[State, Request], Response]

GENERAL = Limit(2000, 1)
HOURLY = Limit(60, 3600)


@dataclass(frozen=True)
class Operation:
    """One of LINE's operations."""

    name: str
    """LINE's own operationId."""
    method: str
    path: str
    answer: Handler
    limit: Limit = GENERAL
    takes_retry_key: bool = False
    needs_token: bool = True


def _get(name: str, path: str, answer: Handler) -> Operation:
    return Operation(name, "GET", f"/v2/bot/{path}", answer)


def _post(name: str, path: str, answer: Handler, limit: Limit = GENERAL) -> Operation:
    return Operation(name, "POST", f"/v2/bot/{path}", answer, limit)


def _send(name: str, path: str, answer: Handler, limit: Limit = GENERAL) -> Operation:
    return Operation(name, "POST", f"/v2/bot/{path}", answer, limit, takes_retry_key=True)


OPERATIONS = (
    Operation(
        "issueStatelessChannelToken",
        "POST",
        "/oauth2/v3/token",
        issue_stateless_channel_token,
        needs_token=False,
    ),
    _post("replyMessage", "message/reply", reply_message),
    _send("pushMessage", "message/push", push_message),
    _send("multicast", "message/multicast", multicast, Limit(200, 1)),
    _send("narrowcast", "message/narrowcast", narrowcast, HOURLY),
    _get("getNarrowcastProgress", "message/progress/narrowcast", get_narrowcast_progress),
    _send("broadcast", "message/broadcast", broadcast, HOURLY),
    _post("validateReply", "message/validate/reply", validate_messages),
    _post("validatePush", "message/validate/push", validate_messages),
    _post("validateMulticast", "message/validate/multicast", validate_messages),
    _post("validateNarrowcast", "message/validate/narrowcast", validate_messages),
    _post("validateBroadcast", "message/validate/broadcast", validate_messages),
    _get("getMessageQuota", "message/quota", get_message_quota),
    _get("getMessageQuotaConsumption", "message/quota/consumption", get_message_quota_consumption),
    _get("getNumberOfSentReplyMessages", "message/delivery/reply", get_number_of_sent_messages),
    _get("getNumberOfSentPushMessages", "message/delivery/push", get_number_of_sent_messages),
    _get(
        "getNumberOfSentMulticastMessages",
        "message/delivery/multicast",
        get_number_of_sent_messages,
    ),
    _get(
        "getNumberOfSentBroadcastMessages",
        "message/delivery/broadcast",
        get_number_of_sent_messages,
    ),
    _get("getAggregationUnitUsage", "message/aggregation/info", get_aggregation_unit_usage),
    _get("getAggregationUnitNameList", "message/aggregation/list", get_aggregation_unit_name_list),
    _post("showLoadingAnimation", "chat/loading/start", show_loading_animation, Limit(100, 1)),
    _get("getProfile", "profile/{userId}", get_profile),
    _get("getGroupSummary", "group/{groupId}/summary", get_group_summary),
    _get("getGroupMemberCount", "group/{groupId}/members/count", get_group_member_count),
    _get("getRoomMemberCount", "room/{roomId}/members/count", get_room_member_count),
)
