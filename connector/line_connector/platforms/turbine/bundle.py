"""The files of Turbine connectors: a folder for each connection, YAML and a script per action."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from line_connector.errors import InputError, ManifestError
from line_connector.json_values import is_object
from line_connector.manifest import Manifest
from line_connector.platforms.turbine.call import LINE
from line_connector.platforms.turbine.schemas import (
    action_document,
    asset_documents,
    connector_document,
    title_as_name,
)

LISTING = "made-by-line-connector.json"
"""Lists what was written, each file with its SHA-256, so that no other file is overwritten."""

SHIM = '''"""Runs line-connector's {action}."""

from line_connector.platforms.turbine.override import Override


class RunnerOverride(Override):
    """Takes the place of Swimlane's runner."""

    action = "{action}"
'''

IN_PLACE_OF_SWIMLANES = "    replaces_swimlanes = True\n"
"""The last line of a script in a connector that takes the place of Swimlane's."""

MANIFEST = "manifest.yaml"
"""Says, at the top of a connector's folder, what the connector is."""


def bundle_files(manifest: Manifest, *, like_swimlanes: bool = False) -> dict[str, str]:
    """Return the text of every file by its path.

    Args:
        manifest: the catalogue.
        like_swimlanes: name the actions and put their inputs into parts as Swimlane's own
            connectors do, so that these can take the place of one.

    Raises:
        ManifestError: the catalogue has something that Turbine cannot express.
    """
    files: dict[str, str] = {}
    for spec in manifest.actions.values():
        name = title_as_name(spec.title) if like_swimlanes else spec.name
        folder = spec.connection
        script = f"{folder}/src/{name}.py"
        if script in files:
            raise ManifestError(f"action {spec.name}: another one is called {spec.title} too")
        document = action_document(manifest, spec, name, in_parts=like_swimlanes)
        files[f"{folder}/config/actions/{name}.yaml"] = _yaml(document)
        files[script] = SHIM.format(action=spec.name)
        if like_swimlanes and folder == LINE:
            files[script] += IN_PLACE_OF_SWIMLANES
    for folder in dict.fromkeys(spec.connection for spec in manifest.actions.values()):
        for asset in asset_documents(manifest.connection(folder)):
            files[f"{folder}/config/assets/{asset['name']}.yaml"] = _yaml(asset)
        files[f"{folder}/{MANIFEST}"] = _yaml(connector_document(manifest, folder))
    return files


def write_bundle(directory: Path, files: Mapping[str, str]) -> None:
    """Write a bundle's files, in place of what was written there before; all of them or none.

    Raises:
        InputError: the directory holds something else, or cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        _refuse_foreign_files(directory)
        listing = json.dumps({"files": {path: _digest(text) for path, text in files.items()}})
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=directory) as scratch:
            new, old = Path(scratch, "new"), Path(scratch, "old")
            for path, text in {**files, LISTING: listing}.items():
                file = new / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            _exchange(directory, new, old)
    except OSError as error:
        raise InputError(f"{directory}: {error.strerror or 'cannot be written'}") from None


def _refuse_foreign_files(directory: Path) -> None:
    """Raise if a directory holds a file that is not as it was written here."""
    written = _listed(directory)
    for file in sorted(_files(directory)):
        path = file.relative_to(directory).as_posix()
        if path == LISTING and written:
            continue
        if written.get(path) != hashlib.sha256(file.read_bytes()).hexdigest():
            raise InputError(
                f"{file}: was not written by this command, or was changed since: "
                "move it away, or give another directory"
            )


def _listed(directory: Path) -> dict[str, Any]:
    """Return the files that were written into a directory, with their digests."""
    try:
        listing = json.loads((directory / LISTING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = listing.get("files") if is_object(listing) else None
    return files if is_object(files) else {}


def _files(directory: Path) -> Iterator[Path]:
    """Yield what is in a directory, but for what Python leaves beside a script that it loads."""
    for path in directory.rglob("*"):
        if not path.is_dir() and "__pycache__" not in path.parts:
            yield path


def _exchange(directory: Path, new: Path, old: Path) -> None:
    """Move all that is in `directory` to `old`, and what is in `new` there; undo it on a fault."""
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in ((directory, old), (new, directory)):
            for entry in list(source.iterdir()):
                if entry.name != new.parent.name:  # the scratch folder stands in the directory too
                    entry.rename(target / entry.name)
                    moved.append((target / entry.name, entry))
    except BaseException:
        for now, before in reversed(moved):
            now.rename(before)
        raise


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _yaml(document: Mapping[str, Any]) -> str:
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Writes YAML as people like to read it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write what stands in two places twice, and no `*id001`."""
        return True


def _represent_text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style)
    return node


_Dumper.add_representer(str, _represent_text)
