"""One action run for Turbine: its output and its failures as Swimlane's runner words them."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.http.output import Output
from line_connector.manifest import ActionSpec, Manifest, load_manifest
from line_connector.platforms.turbine.catalogue import QUESTIONS, TITLES, add_questions
from line_connector.platforms.turbine.inputs import PARTS, flat_input
from line_connector.platforms.turbine.mending import check_mended
from line_connector.recipients.location import UNNAMED
from line_connector.schema.problems import Problem
from line_connector.sending.configured import ConfiguredRecipients

LINE = "line"
"""The connection whose actions Swimlane has a connector for."""

_log = logging.getLogger(__name__)


def run_action(
    name: str,
    asset: Mapping[str, Any],
    inputs: Mapping[str, Any],
    http_proxy: str | None = None,
    manifests: tuple[str, ...] = (),
    *,
    replaces_swimlanes: bool = False,
) -> dict[str, Any]:
    """Run an action; return its output, its file as bytes.

    Args:
        name: the action's.
        asset: the connection's fields.
        inputs: the action's, flat or in parts.
        http_proxy: the proxy that Turbine chose; the asset's if absent.
        manifests: files with further actions.
        replaces_swimlanes: ignore the recipient that Swimlane's connector asks for in a broadcast.

    Raises:
        ConnectorError: as `Connector.run`.
    """
    manifest = load_manifest(*manifests)
    if name in TITLES:
        add_questions(manifest)
    spec = manifest.action(name)
    asset, inputs = _without_strays(manifest, spec, asset, inputs)
    if http_proxy:
        asset["http_proxy"] = http_proxy
    with Connector({spec.connection: asset}, manifest) as connector:
        connector.recipients = ConfiguredRecipients(connector, UNNAMED, reads_file=False)
        flat = flat_input(spec.action, inputs)
        call, mended = _checked(connector, spec, flat, replaces_swimlanes)
        output = _for_turbine(call.send())
        # Not beside an error: of a failed action Turbine reads all that stands on standard error.
        for warning in (*mended, *call.warnings):
            _log.warning("%s: %s", name, warning)
    return output if call.retry_key is None else {**output, "retry_key": call.retry_key}


def _checked(
    connector: Connector, spec: ActionSpec, inputs: Mapping[str, Any], replaces_swimlanes: bool
) -> tuple[Call, list[Problem]]:
    """Return the call, with a warning for each thing that its input has no use for."""

    def check(raw: Mapping[str, Any]) -> Call:
        return connector.call(spec.name, raw)

    if spec.connection not in {LINE, QUESTIONS}:
        return check(inputs), []
    without_to = replaces_swimlanes and spec.name == "broadcast"
    return check_mended(check, inputs, without_to=without_to)


def tell_failure(error: Exception) -> None:
    """Tell Turbine of an error, as Swimlane's runner does: on standard error."""
    print("::set-error", json.dumps(_failure(error)), file=sys.stderr)  # noqa: T201


def _failure(error: Exception) -> dict[str, Any]:
    """Return an error as Turbine is told it: the provider's answer, if any, and what it means."""
    if not isinstance(error, ConnectorError):
        # Its text is left out: it may hold a secret.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}, line {frame.lineno}"
        text = (
            f"internal error in line-connector ({where}): what was sent may have been carried out"
        )
        return {"name": type(error).__name__, "message": text, "retryable": False}
    shape = error.to_dict()
    answer = shape.pop("output", {})
    return {**answer, "name": shape.pop("error"), **shape}


def _without_strays(
    manifest: Manifest, spec: ActionSpec, asset: Mapping[str, Any], inputs: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return asset and inputs, without inputs in the asset.

    Turbine takes an input for the asset's if its name is among the asset's keys.
    """
    fields = spec.action.input_model.model_fields
    names = {*PARTS, *fields, *(field.alias for field in fields.values())}
    strays = (asset.keys() & names) - manifest.fields(spec.connection)
    kept = {name: value for name, value in asset.items() if name not in strays}
    return kept, {**{name: value for name, value in asset.items() if name in strays}, **inputs}


def _for_turbine(output: Output[Any]) -> dict[str, Any]:
    """Return an output with its file as `process_outputs` takes it."""
    shape = output.to_dict()
    if output.file is not None:
        shape["file"] = {"file": output.file.content, "file_name": output.file.file_name}
    return shape
