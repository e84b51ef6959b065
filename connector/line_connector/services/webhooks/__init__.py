"""The receiver of webhooks: LINE's, and Infobip's reports and messages.

`receiver` authenticates a webhook and has its events written down; `endpoints` and `app` make it a
web application, `wsgi` and `aws_lambda` what these call.

    from line_connector.services.webhooks import asgi_app
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.services.webhooks.app import asgi_app as asgi_app
    from line_connector.services.webhooks.aws_lambda import lambda_handler as lambda_handler
    from line_connector.services.webhooks.channels import ChannelSource as ChannelSource
    from line_connector.services.webhooks.receiver import Receiver as Receiver
    from line_connector.services.webhooks.wsgi import wsgi_app as wsgi_app

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
