"""Data files, found by the folder they are in."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Traversable


def package_files(package: str, pattern: str, exclude: str = "") -> dict[str, str]:
    """Read the files in a package's folder and those below it.

    Args:
        package: an importable package.
        pattern: of the files' names: `*.yaml`.
        exclude: a file name to leave out.

    Returns:
        The files' texts by their paths in the folder (`message/flex.yaml`), sorted.
    """
    files = _below(resources.files(package), "")
    return {
        path: file.read_text("utf-8")
        for path, file in sorted(files, key=lambda pair: pair[0])
        if fnmatchcase(file.name, pattern) and file.name != exclude
    }


def _below(folder: "Traversable", path: str) -> Iterator[tuple[str, "Traversable"]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry
