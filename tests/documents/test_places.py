"""Line and column of what an error is about."""

from __future__ import annotations

import json

import pytest

from line_connector.documents.places import places_in

TEXT = """\
steps:
  - id: a
    with: &common
      to: U1
  - {id: b, with: *common}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("steps", 0, "with", "to"), (4, 7)),
        (("steps", 1, "id"), (5, 6)),
        (("steps", 1, "with", "to"), (4, 7)),  # where it is written
        (("steps", 0, "with", "messages"), (3, 5)),  # as far as there is a way
        (("steps", 9, "id"), (1, 1)),
    ],
)
def test_a_place_is_that_of_the_key_or_the_item(path: tuple[str | int, ...], place: object) -> None:
    assert places_in(TEXT, [path]) == [place]


def test_many_are_found_in_one_reading() -> None:
    text = json.dumps({f"key{number}": [number] for number in range(5_000)}, indent=0)
    places = places_in(text, [(f"key{number}", 0) for number in range(0, 5_000, 100)])
    assert [place.line for place in places] == [3 + 3 * number for number in range(0, 5_000, 100)]


def test_json_with_escaped_emoji_has_places_too() -> None:
    text = json.dumps({"name": "\U0001f69a\U0001f69a", "steps": [{"id": "\ud800"}]})
    assert places_in(text, [("steps", 0, "id")]) == [(1, text.index('"id"') + 1)]


def test_json_that_is_no_yaml_begins_at_its_beginning() -> None:
    assert places_in(json.dumps({"a" * 2_000: 1}), [("a" * 2_000,)]) == [(1, 1)]
