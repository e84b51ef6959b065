"""Files for messages: LINE takes pictures, video and audio as HTTPS URLs only.

A file or bytes are checked, put into a store, and get a URL there:

    line_connector.media.host("chart.png")
    line_connector.send("ops", image=Path("chart.png"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.media.configured import configured_store as configured_store
    from line_connector.media.filesystem import FilesystemStore as FilesystemStore
    from line_connector.media.folder import MediaFolder as MediaFolder
    from line_connector.media.hosting import audio_message as audio_message
    from line_connector.media.hosting import host as host
    from line_connector.media.hosting import image_message as image_message
    from line_connector.media.hosting import imagemap_url as imagemap_url
    from line_connector.media.hosting import video_message as video_message
    from line_connector.media.own_store import OwnStore as OwnStore
    from line_connector.media.sandbox_store import SandboxStore as SandboxStore
    from line_connector.media.store import Store as Store

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
