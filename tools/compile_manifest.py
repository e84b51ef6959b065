"""Puts `manifest.yaml` into a wheel as JSON: it is read at every start, ten times as fast.

Beside it stands the summary of each action, so that a list of them imports none.
"""

from __future__ import annotations

import ast
import json
import shutil
import tempfile
from collections.abc import Iterator
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
        summaries = dict(_summaries(document, Path(self.root, "actions")))
        text = json.dumps({"manifest": document, "summaries": summaries}, separators=(",", ":"))
        compiled = Path(self._scratch, "manifest.json")
        compiled.write_text(text, encoding="utf-8")
        build_data["force_include"][str(compiled)] = "line_connector/manifest.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the JSON again."""
        shutil.rmtree(self._scratch)


def _summaries(document: dict[str, Any], sources: Path) -> Iterator[tuple[str, str]]:
    """Yield each action with its class's summary, read without what the class needs."""
    for chapter, declared in document["chapters"].items():
        for name in declared["actions"]:
            class_name = "".join(part.capitalize() for part in name.split("_"))
            module = f"{document['package']}.{chapter}.{name}"
            yield name, _summary(module, class_name, sources)
    for name, entry in document["actions"].items():
        module, _, class_name = entry["class"].partition(":")
        yield name, _summary(module, class_name, sources)


def _summary(module: str, class_name: str, sources: Path) -> str:
    """Return the first line of a class's docstring."""
    path = sources.joinpath(*module.split(".")).with_suffix(".py")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    raise ValueError(f"manifest.yaml: {path} has no class {class_name}")
