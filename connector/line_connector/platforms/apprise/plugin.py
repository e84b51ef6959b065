"""The plugin: a notification of Apprise's as one push to each recipient.

Source: https://appriseit.com/library/extending/
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from mimetypes import guess_type
from typing import Any
from urllib.parse import quote, urlencode

from apprise import AttachBase, NotifyType
from apprise.attachment.http import AttachHTTP
from apprise.manager_plugins import NotificationManager
from apprise.plugins.base import NotifyBase

from line_connector.errors import ConnectorError, InputError
from line_connector.sending.address import SCHEME, Address, read_address
from line_connector.sending.content import MOST_OBJECTS, alert_message, image_message
from line_connector.sending.deliveries import Delivery
from line_connector.sending.sending import send

_SEVERITIES = {
    NotifyType.INFO: "info",
    NotifyType.SUCCESS: "success",
    NotifyType.WARNING: "warning",
    NotifyType.FAILURE: "error",
}
"""The severity of an alert, by Apprise's type of a notification."""

_IMAGES = frozenset({"image/jpeg", "image/png"})
_KEY = "line-connector key"


class NotifyLineConnector(NotifyBase):
    """Sends with the accounts and the names of recipients of the configuration file.

    Args:
        address: where to send.
        kwargs: what all plugins take.
    """

    service_name = "LINE Messaging API (line-connector)"
    service_url = "https://developers.line.biz/en/docs/messaging-api/"
    setup_url = service_url
    secure_protocol = SCHEME
    templates = ("{schema}://{targets}",)
    body_maxlen = 25_000
    attachment_support = True

    def __init__(self, address: Address | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._address = address or Address()

    def send(
        self,
        body: str,
        title: str = "",
        notify_type: NotifyType = NotifyType.INFO,
        attach: Iterable[AttachBase] | None = None,
        **_: Any,
    ) -> bool:
        """Send a notification; return whether everybody was sent it.

        Apprise's own retries of a notification have its key, so that nobody gets it twice.
        """
        key = self.recall(_KEY) or str(uuid.uuid4())
        self.remember(_KEY, key)
        messages = [*map(image_message, self._image_urls(attach or ()))]
        text: str | None = "\n".join(filter(None, (title, body)))
        if self._address.as_alert and text:
            severity = _SEVERITIES.get(notify_type, "info")
            messages, text = [alert_message(body, title, severity), *messages], None
        try:
            send(
                self._address,
                text,
                messages=messages or None,
                cut=True,
                key=key,
                report=self._log,
            )
        except InputError as error:
            self.logger.warning("LINE: nothing was sent: %s", error)
            return False
        except ConnectorError:
            return False  # logged for each recipient
        return True

    def url(self, privacy: bool = False, *args: Any, **kwargs: Any) -> str:
        """Return the URL, which has no secret."""
        address = self._address
        parameters = {
            **({"silent": "yes"} if address.silent else {}),
            **({"card": "alert"} if address.as_alert else {}),
            **self.url_parameters(*args, privacy=privacy, **kwargs),
        }
        account = f"{quote(address.account, safe='')}@" if address.account else ""
        targets = "/".join(quote(target, safe="") for target in address.targets)
        return f"{SCHEME}://{account}{targets}?{self.urlencode(parameters)}"

    def __len__(self) -> int:
        """Return how many targets there are."""
        return len(self._address.targets) or 1

    @staticmethod
    def parse_url(url: str) -> dict[str, Any] | None:
        """Return the arguments of a plugin for a URL; None if it is not one of these."""
        results = NotifyBase.parse_url(url, verify_host=False)
        if not results:
            return None
        try:
            results["address"] = read_address(url, ignored=NotifyBase.template_args)
        except InputError as error:
            NotifyBase.logger.warning("LINE: %s", error)
            return None
        return results

    def _image_urls(self, attachments: Iterable[AttachBase]) -> list[str]:
        """Return the addresses of those attachments that LINE can show."""
        urls: list[str] = []
        for attachment in attachments:
            try:
                urls.append(_image_url(attachment, before=len(urls)))
            except ValueError as why:
                self.logger.warning("LINE: attachment %s is left out: %s", attachment.name, why)
        return urls

    def _log(self, delivery: Delivery) -> None:
        if delivery.error is None:
            self.logger.info("LINE: sent to %s", delivery.to)
        else:
            self.logger.warning("LINE: %s: %s", delivery.to, delivery.reason)


def _image_url(attachment: AttachBase, before: int) -> str:
    """Return the address of an attachment, without Apprise's own parameters.

    Raises:
        ValueError: LINE cannot show it; the text says why.
    """
    if not isinstance(attachment, AttachHTTP) or attachment.schema != "https":
        raise ValueError("LINE shows images at HTTPS addresses only, and takes no files")
    if attachment.user:
        raise ValueError("LINE would have to log in to get it")
    if guess_type(str(attachment.fullpath))[0] not in _IMAGES:
        raise ValueError("LINE shows JPEG and PNG images only")
    if before == MOST_OBJECTS - 1:
        raise ValueError(f"a push has at most {MOST_OBJECTS} message objects")
    port = f":{attachment.port}" if attachment.port else ""
    query = f"?{urlencode(attachment.qsd)}" if attachment.qsd else ""
    return f"https://{attachment.host}{port}{attachment.fullpath}{query}"


NotificationManager().add(NotifyLineConnector)
