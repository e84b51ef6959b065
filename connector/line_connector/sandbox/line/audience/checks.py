"""What is refused about an audience's name and about the IDs that are uploaded."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from line_connector.sandbox.exchange import RefusedError, Request
from line_connector.sandbox.form import Form, read_form
from line_connector.sandbox.line.audience import errors
from line_connector.sandbox.line.audience.errors import audience_error
from line_connector.sandbox.line.errors import refusal

LONGEST_NAME = 120
LONGEST_UPLOAD_DESCRIPTION = 300
MOST_IN_LIST = 10_000
MOST_IN_FILE = 1_500_000

# No form of an IFA is in LINE's documentation; those of iOS and Android are UUIDs.
ID_FORMS = {
    False: re.compile("U[0-9a-f]{32}"),
    True: re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}


def checked_name(fields: Mapping[str, str]) -> str:
    """Return the name that a request gives to an audience."""
    name = fields.get("description", "")
    if not name.strip():
        raise audience_error(errors.NAME_EMPTY)
    if _units(name) > LONGEST_NAME:
        raise audience_error(errors.NAME_TOO_LONG)
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise audience_error(errors.NAME_WRONG)
    return name


def checked_upload_description(fields: Mapping[str, str]) -> str | None:
    """Return the description of an upload, if it has one."""
    description = fields.get("uploadDescription")
    if description is not None and _units(description) > LONGEST_UPLOAD_DESCRIPTION:
        raise audience_error(errors.UPLOAD_DESCRIPTION_TOO_LONG)
    return description


def check_ids(ids: Sequence[str], *, is_ifa: bool, where: str) -> None:
    """Refuse IDs that cannot be uploaded: a single wrong one is enough.

    Args:
        ids: the IDs.
        is_ifa: whether the audience is of IFAs.
        where: the property they came in: `audiences` or `file`.
    """
    if len(ids) > (MOST_IN_FILE if where == "file" else MOST_IN_LIST):
        raise audience_error(errors.TOO_MANY_IDS, where)
    form = ID_FORMS[is_ifa]
    if not all(map(form.fullmatch, ids)):
        raise audience_error(errors.WRONG_ID, where)


def read_upload(request: Request) -> tuple[Form, list[str]]:
    """Return the form of an upload, and the IDs in its file."""
    form = read_form(request)
    file = form.files.get("file")
    if file is None:
        raise audience_error(errors.NO_IDS, "file")
    if file.content_type != "text/plain":
        raise _unsupported(file.content_type)
    text = file.content.decode(errors="replace")
    # Blank lines are not documented to be wrong.
    ids = [line for line in text.replace("\r\n", "\n").split("\n") if line]
    if not ids:
        raise audience_error(errors.NO_IDS, "file")
    return form, ids


def _unsupported(content_type: str) -> RefusedError:
    return refusal(415, f"The content type, {content_type}, is not supported")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
