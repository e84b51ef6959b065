from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.errors import ApiError, NotFoundError, QuotaExceededError, RateLimitError
from line_connector.http.output import Output, read_output
from line_connector.http.scrubbing import Scrubber
from line_connector.models.line.sending import SentMessages
from line_connector.schema.model import Body

STATUS = st.sampled_from([200, 400])

JSON = {"Content-Type": "application/json", "X-Line-Request-Id": "id-1"}


def test_json_answer_has_the_one_shape() -> None:
    output = read_output(200, "OK", JSON, b'{"sentMessages":[{"id":"1","new":true}]}', SentMessages)

    assert output.to_dict() == {
        "status_code": 200,
        "response_headers": {"content-type": "application/json", "x-line-request-id": "id-1"},
        "reason": "OK",
        "json_body": {"sentMessages": [{"id": "1", "new": True}]},
    }
    assert output.request_id == "id-1"
    assert output.body.sent_messages[0].id == "1"


def test_text_that_is_not_json_is_kept() -> None:
    output: Output[Body] = read_output(
        411, "Length Required", {"Content-Type": "text/html"}, b"<html>411</html>"
    )
    assert output.to_dict()["response_text"] == "<html>411</html>"
    assert "json_body" not in output.to_dict()


def test_empty_body_has_no_key() -> None:
    assert set(read_output(200, "OK", {}, b"").to_dict()) == {
        "status_code",
        "response_headers",
        "reason",
    }


@pytest.mark.parametrize("kind", ["image/png", "audio/mp4", "application/octet-stream", ""])
def test_bytes_come_as_a_file(kind: str) -> None:
    headers = {"Content-Type": kind, "Content-Disposition": 'attachment; filename="../a.png"'}
    file = read_output(200, "OK", headers, b"\x89PNG\xff").to_dict()["file"]

    assert file["file_name"] == "a.png"
    assert base64.b64decode(file["content"]) == b"\x89PNG\xff"
    assert file["content_type"] == (kind or "application/octet-stream")


def test_body_of_an_answer_without_json_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a JSON object"):
        _ = read_output(200, "OK", {}, b"[1]", SentMessages).body


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (404, "Not found", NotFoundError),
        (429, "You have reached your monthly limit.", QuotaExceededError),
        (429, "The API rate limit has been exceeded. Try again later.", RateLimitError),
        (418, "odd", ApiError),
    ],
)
def test_refusal_is_of_the_class_that_fits(status: int, message: str, kind: type) -> None:
    body = f'{{"message":"{message}","details":[{{"message":"why","property":"to"}}]}}'.encode()
    error = ApiError.of(read_output(status, "Reason", JSON, body))

    assert type(error) is kind
    assert str(error) == f"{status} Reason: {message} (to: why) [request id-1]"
    assert error.output.status_code == status


SECRET = "sécret of/the token 42"


@given(spelled=st.lists(st.booleans(), min_size=len(SECRET), max_size=len(SECRET)), status=STATUS)
def test_secret_in_json_is_masked_however_it_is_spelled(spelled: list[bool], status: int) -> None:
    written = "".join(
        f"\\u{ord(character):04x}" if escaped else json.dumps(character, ensure_ascii=False)[1:-1]
        for character, escaped in zip(SECRET, spelled, strict=True)
    )
    content = f'{{"message": ["it was {written}."], "{written}": 1}}'.encode()

    output: Output[Body] = read_output(status, "", JSON, content, scrubber=Scrubber([SECRET]))

    assert output.json_body == {"message": ["it was ***."], "***": 1}


@pytest.mark.parametrize("status", [200, 400])
def test_short_secret_is_masked_in_a_refusal_alone(status: int) -> None:
    content = b'{"message": "wrong: abc, not abcd"}'

    output: Output[Body] = read_output(status, "", JSON, content, scrubber=Scrubber(["abc"]))

    masked = "wrong: ***, not abcd" if status == 400 else "wrong: abc, not abcd"
    assert output.json_body == {"message": masked}
