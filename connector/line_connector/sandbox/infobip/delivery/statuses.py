"""Infobip's statuses and errors: those that happen here.

Where Infobip does not publish the wire text, it is the sandbox's own.
"""

from typing import Any, NamedTuple

GROUPS = ("ACCEPTED", "PENDING", "UNDELIVERABLE", "DELIVERED", "EXPIRED", "REJECTED")
ERROR_GROUPS = ("OK", "HANDSET_ERRORS", "USER_ERRORS", "OPERATOR_ERRORS")


class _Status(NamedTuple):
    number: int
    group: int
    description: str


class _Error(NamedTuple):
    number: int
    group: int
    description: str
    permanent: bool


STATUSES = {
    "PENDING_TIME_VIOLATION": _Status(1, 1, "Time window violation"),
    "PENDING_WAITING_DELIVERY": _Status(3, 1, "Message sent, waiting for delivery report"),
    "PENDING_ENROUTE": _Status(7, 1, "Message sent to next instance"),
    "PENDING_ACCEPTED": _Status(26, 1, "Message accepted, pending for delivery."),
    "UNDELIVERABLE_REJECTED_OPERATOR": _Status(4, 2, "Message rejected by operator"),
    "UNDELIVERABLE_NOT_DELIVERED": _Status(9, 2, "Message sent not delivered"),
    "UNDELIVERABLE_NOT_SENT": _Status(31, 2, "Message not sent"),
    "DELIVERED_TO_HANDSET": _Status(5, 3, "Message delivered to handset"),
    "EXPIRED_EXPIRED": _Status(15, 4, "Message expired"),
    "REJECTED_DUPLICATE_MESSAGE_ID": _Status(23, 5, "Rejected duplicate message ID"),
    "MISSING_TO": _Status(51, 5, "Destination missing"),
    "REJECTED_DESTINATION": _Status(52, 5, "Invalid destination address"),
}

ERRORS = {
    "NO_ERROR": _Error(0, 0, "No Error", permanent=False),
    "EC_ABSENT_SUBSCRIBER": _Error(27, 1, "Absent Subscriber", permanent=False),
    "EC_INVALID_DESTINATION_ADDRESS": _Error(
        351, 2, "Invalid Destination Address", permanent=False
    ),
    "EC_VALIDITY_EXPIRED": _Error(4101, 2, "Validity Expired", permanent=True),
    "EC_UNKNOWN_USER": _Error(
        7002, 1, "No matching user found (on platform or on provider)", permanent=True
    ),
}


def status_object(name: str) -> dict[str, Any]:
    """Return a status as answers and reports show it."""
    status = STATUSES[name]
    return {
        "groupId": status.group,
        "groupName": GROUPS[status.group],
        "id": status.number,
        "name": name,
        "description": status.description,
    }


def error_object(name: str) -> dict[str, Any]:
    """Return an error as reports show it."""
    error = ERRORS[name]
    return {
        "groupId": error.group,
        "groupName": ERROR_GROUPS[error.group],
        "id": error.number,
        "name": name,
        "description": error.description,
        "permanent": error.permanent,
    }
