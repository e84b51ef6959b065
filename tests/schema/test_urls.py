from __future__ import annotations

import pytest

from support.message_problems import refused, warned

HTTPS = "must be an HTTPS URL without spaces"
URI = "must be a URI with the scheme http, https, line or tel, without spaces"


def image(url: object) -> dict[str, object]:
    return {"type": "image", "originalContentUrl": url, "previewImageUrl": "https://e.co/a.png"}


def link(uri: object) -> dict[str, object]:
    action = {"type": "uri", "label": "Open", "uri": uri}
    return {"type": "text", "text": "a", "quickReply": {"items": [{"action": action}]}}


PLACE = "quickReply.items[0].action.uri"


@pytest.mark.parametrize(
    "url",
    [
        "https://e.co",
        "HTTPS://e.co/a",
        "https://e.co:8443/a?b=c&d=%E0%B8%81#e",
        "https://e.co/" + "a" * 1987,
        "https://e.co/(a)~b_c'd!*;,@$+=[1]",
    ],
)
def test_addresses_of_media(url: str) -> None:
    assert warned(image(url)) == {}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "e.co/a",
        "http://e.co/a",
        "https://",
        "https:///a",
        "https://e.co/a b",
        " https://e.co",
        1,
    ],
)
def test_no_addresses_of_media(url: object) -> None:
    assert refused(image(url)) == {"originalContentUrl": HTTPS}


@pytest.mark.parametrize("host", ["[", "[::1", "[x]", "[127.0.0.1]", "[]", "a[b]@c", "x]"])
def test_only_an_ipv6_address_stands_in_brackets(host: str) -> None:
    sentence = "must have a valid host: only an IPv6 address stands in brackets"

    assert refused(link(f"http://{host}/a")) == {PLACE: sentence}
    assert refused(link(f"line://{host}/a")) == {PLACE: sentence}
    assert refused(image(f"https://{host}/a")) == {"originalContentUrl": sentence}


def test_an_address_of_media_has_up_to_2000_characters() -> None:
    assert refused(image("https://e.co/" + "a" * 1988)) == {
        "originalContentUrl": "must be at most 2000 characters, has 2001"
    }


@pytest.mark.parametrize(
    "uri",
    [
        "http://e.co",
        "https://e.co/a?b",
        "line://app/1234-abcd",
        "https://line.me/R/ti/p/%40linedevelopers",
        "tel:+66812345678",
        "https://e.co/app.apk?version=1",
        "http://[::1]:8080/a[0]",
    ],
)
def test_addresses_that_a_tap_opens(uri: str) -> None:
    assert warned(link(uri)) == {}


@pytest.mark.parametrize(
    "uri",
    ["", "/a", "e.co", "mailto:a@e.co", "javascript:alert(1)", "https:e.co", "tel:", "http://a b"],
)
def test_no_addresses_that_a_tap_opens(uri: str) -> None:
    assert refused(link(uri)) == {PLACE: URI}


def test_an_address_that_a_tap_opens_has_up_to_1000_characters() -> None:
    assert warned(link("https://e.co/" + "a" * 987)) == {}
    assert refused(link("https://e.co/" + "a" * 988)) == {
        PLACE: "must be at most 1000 characters, has 1001"
    }


def test_android_packages_are_refused() -> None:
    assert refused(link("https://e.co/app.apk")) == {PLACE: "must not end in .apk"}


def test_letters_beyond_ascii_that_are_not_encoded_are_doubted() -> None:
    doubt = "may be refused: 'ก' is not percent-encoded"

    assert warned(link("https://e.co/ก")) == {PLACE: doubt}
    assert warned(image("https://e.co/ก")) == {"originalContentUrl": doubt}


@pytest.mark.parametrize(
    ("path", "found", "encoded"),
    [("{id}", "{", "%7B"), ("a|b", "|", "%7C"), ("100%", "%", "%25"), ("a\\b", "\\", "%5C")],
)
def test_what_must_be_encoded_is_refused(path: str, found: str, encoded: str) -> None:
    sentence = f"must be percent-encoded: {found!r} is {encoded}"

    assert refused(link(f"https://e.co/{path}")) == {PLACE: sentence}
    assert refused(image(f"https://e.co/{path}")) == {"originalContentUrl": sentence}
