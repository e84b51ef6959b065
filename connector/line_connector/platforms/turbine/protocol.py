"""Turbine's contract with a connector's image, spoken on standard input and output.

In: one JSON object, asset and inputs side by side; the variable `ASSET_KEYS` lists which keys are
the asset's. Out: `::set-output {json}` on standard output, or `::set-error {json}` on standard
error. A file goes to the store at `IPC_API_URI`, and its ID into the output.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import Any

from line_connector.errors import ConnectorError, InputError
from line_connector.json_values import is_object
from line_connector.manifest import load_manifest
from line_connector.platforms.turbine.call import run_action, tell_failure

TIMEOUT = (5, 60)
"""Seconds to wait for the file store: for a connection, and for an answer."""


def answer_turbine(
    action: str, manifests: tuple[str, ...] = (), *, like_swimlanes: bool = False
) -> int:
    """Run an action on what standard input holds; return the exit status.

    Args:
        action: its name.
        manifests: files with further actions.
        like_swimlanes: take the names and inputs of Swimlane's own LINE connector too.
    """
    try:
        if like_swimlanes:
            # Imported late: it describes actions, which running one does not need.
            from line_connector.platforms.turbine.schemas import action_titled

            action = action_titled(load_manifest(*manifests), action)
        asset, inputs = _read_standard_input()
        proxy = os.environ.get("http_proxy") or asset.get("http_proxy")
        output = run_action(
            action, asset, inputs, proxy, manifests, replaces_swimlanes=like_swimlanes
        )
        if "file" in output:
            output["file"] = _stored(**output["file"])
        text = json.dumps(output)
    except Exception as error:  # noqa: BLE001 - a traceback tells Turbine nothing
        tell_failure(error)
        return 1
    print("::set-output", text)  # noqa: T201
    return 0


def _read_standard_input() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return asset and inputs."""
    listed = os.environ.get("ASSET_KEYS")
    if listed is None:
        raise InputError("the variable ASSET_KEYS is not set: it lists the asset's keys")
    try:
        given = json.loads(sys.stdin.read() or "{}")
    except (ValueError, RecursionError):
        raise InputError("standard input: is not JSON") from None
    if not is_object(given):
        raise InputError("standard input: must be one JSON object, asset and inputs side by side")
    asset = {key: given.pop(key) for key in listed.split(",") if key in given}
    return asset, given


def _stored(file: bytes, file_name: str) -> dict[str, str]:
    """Put a file into Turbine's store; return its ID there, or without a store its content."""
    store = os.environ.get("IPC_API_URI")
    if not store:
        return {"file": base64.b64encode(file).decode(), "file_name": file_name}
    import requests

    try:
        answer = requests.post(
            f"{store}/files",
            params={"token": os.environ.get("IPC_API_TOKEN", "")},
            files=[("files", (file_name, file, "multipart/form-data"))],
            timeout=TIMEOUT,
        )
        answer.raise_for_status()
        return {"file": answer.json()["id"], "file_name": file_name}
    except (requests.RequestException, LookupError, TypeError) as error:
        # Its text is left out: the address in it carries the store's token.
        raise ConnectorError(
            f"the provider's answer came, but Turbine's file store did not take {file_name} "
            f"({type(error).__name__})"
        ) from None
