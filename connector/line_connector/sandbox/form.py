"""Reading a form: URL-encoded, or multipart with files."""

from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple
from urllib.parse import parse_qsl

from line_connector.sandbox.exchange import Request

URL_ENCODED = "application/x-www-form-urlencoded"


class File(NamedTuple):
    """A file in a form."""

    name: str
    content_type: str
    content: bytes


class Form(NamedTuple):
    """The fields and the files of a form, by their names."""

    fields: Mapping[str, str]
    files: Mapping[str, File]


def read_form(request: Request) -> Form:
    """Read a body in either form; what is not one has neither fields nor files."""
    content_type = request.headers.get("content-type", URL_ENCODED)
    if not content_type.lower().startswith("multipart/form-data"):
        text = request.body.decode("utf-8", errors="replace")
        return Form(dict(parse_qsl(text, keep_blank_values=True)), {})
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", errors="replace")
    fields: dict[str, str] = {}
    files: dict[str, File] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + request.body).iter_parts():
        name = str(part.get_param("name", "", "content-disposition"))
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
        file_name = part.get_filename()
        if file_name is None:
            fields[name] = data.decode("utf-8", errors="replace")
        else:
            files[name] = File(file_name, part.get_content_type(), data)
    return Form(fields, files)
