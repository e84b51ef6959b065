"""Insight."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getFriendsDemographics", "insight/demographic")
def get_friends_demographics(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "available": True,
            "genders": [
                {"gender": "unknown", "percentage": 37.6},
                {"gender": "male", "percentage": 31.8},
                {"gender": "female", "percentage": 30.6},
            ],
            "ages": [{"age": "unknown", "percentage": 37.6}, {"age": "from50", "percentage": 17.3}],
            "areas": [
                {"area": "unknown", "percentage": 42.9},
                {"area": "\u5fb3\u5cf6", "percentage": 2.9},
            ],
            "appTypes": [
                {"appType": "ios", "percentage": 62.4},
                {"appType": "android", "percentage": 27.7},
                {"appType": "others", "percentage": 9.9},
            ],
            "subscriptionPeriods": [
                {"subscriptionPeriod": "over365days", "percentage": 96.4},
                {"subscriptionPeriod": "within365days", "percentage": 1.9},
                {"subscriptionPeriod": "within180days", "percentage": 1.2},
                {"subscriptionPeriod": "within90days", "percentage": 0.5},
                {"subscriptionPeriod": "within30days", "percentage": 0.1},
                {"subscriptionPeriod": "within7days", "percentage": 0},
            ],
        }
    )


@operations.get("getNumberOfMessageDeliveries", "insight/message/delivery")
def get_number_of_message_deliveries(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({"status": "ready", "broadcast": 5385, "targeting": 522})


@operations.get("getNumberOfFollowers", "insight/followers")
def get_number_of_followers(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {"status": "ready", "followers": 7620, "targetedReaches": 5848, "blocks": 237}
    )


@operations.get("getMessageEvent", "insight/message/event")
def get_message_event(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "overview": {
                "requestId": "f70dd685-499a-4231-a441-f24b8d4fba21",
                "timestamp": 1568214000,
                "delivered": 320,
                "uniqueImpression": 82,
                "uniqueClick": 51,
                "uniqueMediaPlayed": None,
                "uniqueMediaPlayed100Percent": None,
            },
            "messages": [
                {
                    "seq": 1,
                    "impression": 136,
                    "mediaPlayed": None,
                    "mediaPlayed25Percent": None,
                    "mediaPlayed50Percent": None,
                    "mediaPlayed75Percent": None,
                    "mediaPlayed100Percent": None,
                    "uniqueMediaPlayed": None,
                    "uniqueMediaPlayed25Percent": None,
                    "uniqueMediaPlayed50Percent": None,
                    "uniqueMediaPlayed75Percent": None,
                    "uniqueMediaPlayed100Percent": None,
                }
            ],
            "clicks": [
                {
                    "seq": 1,
                    "url": "https://line.me/",
                    "click": 41,
                    "uniqueClick": 30,
                    "uniqueClickOfRequest": 30,
                },
                {
                    "seq": 1,
                    "url": "https://www.linebiz.com/",
                    "click": 59,
                    "uniqueClick": 38,
                    "uniqueClickOfRequest": 38,
                },
            ],
        }
    )


@operations.get("getStatisticsPerUnit", "insight/message/event/aggregation")
def get_statistics_per_unit(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "overview": {
                "uniqueImpression": 40,
                "uniqueClick": 30,
                "uniqueMediaPlayed": 25,
                "uniqueMediaPlayed100Percent": None,
            },
            "messages": [
                {
                    "seq": 1,
                    "impression": 42,
                    "mediaPlayed": 30,
                    "mediaPlayed25Percent": None,
                    "mediaPlayed50Percent": None,
                    "mediaPlayed75Percent": None,
                    "mediaPlayed100Percent": None,
                    "uniqueMediaPlayed": 25,
                    "uniqueMediaPlayed25Percent": None,
                    "uniqueMediaPlayed50Percent": None,
                    "uniqueMediaPlayed75Percent": None,
                    "uniqueMediaPlayed100Percent": None,
                }
            ],
            "clicks": [
                {
                    "seq": 1,
                    "url": "https://developers.line.biz/",
                    "click": 35,
                    "uniqueClick": 25,
                    "uniqueClickOfRequest": None,
                },
                {
                    "seq": 1,
                    "url": "https://developers.line.biz/",
                    "click": 29,
                    "uniqueClick": None,
                    "uniqueClickOfRequest": None,
                },
            ],
        }
    )


@operations.get("getRichMenuInsightSummary", "insight/richmenu/{richMenuId}/summary")
def get_rich_menu_insight_summary(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "richMenuId": "richmenu-0123456789abcdef0123456789abcdef",
            "metricsFrom": "20260213",
            "metricsTo": "20260215",
            "impression": {"metrics": {"count": 567, "uniqueUsers": 300}},
            "clicks": [
                {
                    "bounds": {"x": 0, "y": 0, "width": 400, "height": 250},
                    "metrics": {"count": 123, "uniqueUsers": 45},
                },
                {
                    "bounds": {"x": 400, "y": 0, "width": 400, "height": 250},
                    "metrics": {"count": 45, "uniqueUsers": 24},
                },
            ],
        }
    )


@operations.get("getRichMenuInsightDaily", "insight/richmenu/{richMenuId}/daily")
def get_rich_menu_insight_daily(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "richMenuId": "richmenu-0123456789abcdef0123456789abcdef",
            "metricsFrom": "20260213",
            "metricsTo": "20260215",
            "impression": {
                "metrics": [
                    {"date": "20260213", "count": 300, "uniqueUsers": 191},
                    {"date": "20260214", "count": 267, "uniqueUsers": 222},
                ]
            },
            "clicks": [
                {
                    "bounds": {"x": 0, "y": 0, "width": 400, "height": 250},
                    "metrics": [
                        {"date": "20260213", "count": 45, "uniqueUsers": 22},
                        {"date": "20260214", "count": 78, "uniqueUsers": 35},
                    ],
                },
                {
                    "bounds": {"x": 400, "y": 0, "width": 400, "height": 250},
                    "metrics": [
                        {"date": "20260213", "count": 22, "uniqueUsers": 21},
                        {"date": "20260214", "count": 23, "uniqueUsers": 22},
                    ],
                },
            ],
        }
    )
