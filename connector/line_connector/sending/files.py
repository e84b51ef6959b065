"""Files in messages: before these are sent, each file is put where LINE finds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.configuration import Configuration
from line_connector.connector import Connector
from line_connector.errors import ConnectorError

_PROVIDER = "line"


def hosted_messages(
    drafts: Iterable[Mapping[str, Any]], url: str, configuration: Configuration, *, write: bool
) -> list[dict[str, Any]]:
    """Return message objects whose files have URLs.

    Args:
        drafts: message objects, in which a file may stand for a URL.
        url: address of LINE's API, or of a sandbox, which keeps the files itself.
        configuration: names the store.
        write: False stores nothing, for a dry run.

    Raises:
        InputError: there is no store, or it does not take a file.
    """
    objects = [dict(draft) for draft in drafts]
    if not any(isinstance(value, tuple) for each in objects for value in each.values()):
        return objects
    from line_connector.media.configured import store_for
    from line_connector.media.drafts import hosted

    store = store_for(url, configuration)
    return [hosted(each, store, write=write) for each in objects]


def with_urls(content: Mapping[str, Any], url: str, configuration: Configuration) -> dict[str, Any]:
    """Return the fields of a content, with URLs in place of the files of image and preview.

    A text is always a URL: it may come from anybody, who is not to read this machine's files.

    Args:
        content: the fields.
        url: as `hosted_messages` takes it.
        configuration: as `hosted_messages` takes it.

    Raises:
        InputError: as `hosted_messages`; or a file is no picture.
    """
    image, preview = content.get("image"), content.get("preview")
    if image is None or (isinstance(image, str) and (preview is None or isinstance(preview, str))):
        return dict(content)
    from line_connector.media.drafts import image_draft
    from line_connector.media.store import checked_url

    for text in (image, preview):
        if isinstance(text, str):
            checked_url(text)
    draft = image_draft(image, preview)
    (message,) = hosted_messages([draft], url, configuration, write=True)
    return {
        **content,
        "image": message["originalContentUrl"],
        "preview": message["previewImageUrl"],
    }


def line_url(connector: Connector, account: str | None = None) -> str:
    """Return the address of LINE's API that a connector uses; empty where it has none."""
    try:
        return connector.connection(_PROVIDER, account).address("url")
    except ConnectorError:
        return ""
