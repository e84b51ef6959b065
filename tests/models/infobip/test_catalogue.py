from __future__ import annotations

from typing import Any

import pytest

from line_connector.models.infobip import MessageError, MessageStatus
from line_connector.models.infobip.catalogue import errors, statuses


def test_every_status_is_listed_once_under_its_group() -> None:
    found = statuses()

    assert len(found) == 38
    assert {(status.group_id, status.group_name) for status in found.values()} == {
        (0, "ACCEPTED"),
        (1, "PENDING"),
        (2, "UNDELIVERABLE"),
        (3, "DELIVERED"),
        (4, "EXPIRED"),
        (5, "REJECTED"),
    }
    assert all(status.id == number for number, status in found.items())
    assert found[14].action == "Remove destination from blacklist"


def test_every_error_is_listed_once_under_its_group() -> None:
    found = errors()

    assert len(found) == 194
    assert {(error.group_id, error.group_name) for error in found.values()} == {
        (0, "OK"),
        (1, "HANDSET_ERRORS"),
        (2, "USER_ERRORS"),
        (3, "OPERATOR_ERRORS"),
    }
    assert found[0].name == "NO_ERROR"
    assert all(error.name.startswith("EC_") for number, error in found.items() if number)


@pytest.mark.parametrize(
    ("number", "name", "group", "permanent"),
    [
        (0, "NO_ERROR", "OK", False),
        (1, "EC_UNKNOWN_SUBSCRIBER", "HANDSET_ERRORS", True),
        (27, "EC_ABSENT_SUBSCRIBER", "HANDSET_ERRORS", False),
        (4101, "EC_VALIDITY_EXPIRED", "USER_ERRORS", True),
        (4202, "EC_10DLC_LIMIT_REACHED", "USER_ERRORS", True),
        (5492, "EC_DUPLICATE_MESSAGE", "OPERATOR_ERRORS", True),
        (7002, "EC_UNKNOWN_USER", "HANDSET_ERRORS", True),
        (7051, "EC_PROVIDER_TIMEOUT", "USER_ERRORS", False),
        (7280, "EC_DUPLICATE_REQUEST", "OPERATOR_ERRORS", True),
    ],
)
def test_an_error_says_whether_another_try_is_of_use(
    number: int, name: str, group: str, permanent: bool
) -> None:
    error = MessageError(id=number)

    assert (error.name, error.group_name, error.permanent) == (name, group, permanent)


@pytest.mark.parametrize(
    ("number", "final", "delivered"),
    [
        (0, False, False),
        (7, False, False),
        (26, False, False),
        (9, True, False),
        (5, True, True),
        (2, True, True),
        (15, True, False),
        (23, True, False),
    ],
)
def test_a_status_says_what_is_to_come(number: int, final: bool, delivered: bool) -> None:
    status = MessageStatus(id=number)

    assert (status.final, status.delivered) == (final, delivered)
    assert status.description == statuses()[number].description


@pytest.mark.parametrize(
    ("given", "final", "delivered"),
    [
        ({"id": 999, "groupId": 3, "groupName": "SEEN"}, True, True),
        ({"id": 999, "groupId": 1, "groupName": "PENDING"}, False, False),
        ({"id": 999, "groupId": 9, "groupName": "ODD"}, False, False),
        ({"id": 999, "groupName": "Rejected"}, True, False),
        ({"id": 999}, False, False),
        ({}, False, False),
    ],
)
def test_an_unknown_status_goes_by_its_group(
    given: dict[str, Any], final: bool, delivered: bool
) -> None:
    status = MessageStatus.model_validate(given)

    assert (status.final, status.delivered) == (final, delivered)
    assert status.name is None


def test_what_infobip_says_stands() -> None:
    error = MessageError.model_validate({"id": 4097, "permanent": True, "name": "EC_NEW_NAME"})
    status = MessageStatus.model_validate({"id": 5, "groupId": 1, "groupName": "PENDING"})

    assert (error.permanent, error.name) == (True, "EC_NEW_NAME")
    assert not status.final


def test_playbooks_see_what_is_looked_up() -> None:
    assert MessageStatus(id=5).to_wire() == {
        "groupId": 3,
        "groupName": "DELIVERED",
        "id": 5,
        "name": "DELIVERED_TO_HANDSET",
        "description": "Message delivered to handset",
        "final": True,
        "delivered": True,
    }
