"""Puts `manifest.yaml` into a wheel as JSON: it is read at every start, ten times as fast."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileManifest(BuildHookInterface[Any]):
    """Hatchling's hook, named in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON before the wheel's files are gathered."""
        self._scratch = tempfile.mkdtemp()
        if version == "editable":  # a checkout's own manifest is read there, as it is now
            return
        document = yaml.safe_load(Path(self.root, "manifest.yaml").read_text(encoding="utf-8"))
        compiled = Path(self._scratch, "manifest.json")
        compiled.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
        build_data["force_include"][str(compiled)] = "line_connector/manifest.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the JSON again."""
        shutil.rmtree(self._scratch)
