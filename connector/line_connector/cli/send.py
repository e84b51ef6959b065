"""`line-connector send`: a text, images and messages to recipients, the shortest way."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from typing import Any

import click

from line_connector.cli.connecting import connected
from line_connector.cli.inputs import read_any
from line_connector.cli.printing import print_json, say_warning
from line_connector.cli.send_arguments import SendCommand, content_options
from line_connector.cli.send_outcome import SendOutcome
from line_connector.documents.text_files import read_standard_input
from line_connector.errors import InputError
from line_connector.manifest import load_manifest
from line_connector.sending.content import (
    image_message,
    message_objects,
    objects_in,
    sticker_message,
)
from line_connector.sending.deliveries import pushes
