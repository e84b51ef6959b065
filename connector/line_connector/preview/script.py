"""The renderer's modules as one script, for a page that cannot load files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export \{[^}]*\};\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)

_FOLDER = resources.files("line_connector.preview")

STYLE_SHEETS = ("chat.css", "messages.css", "flex.css")


@cache
def one_script(entry: str = "phone.js") -> str:
    """Return a module and all it imports as one script without imports and exports.

    The modules become one scope. That works since they import by name only, without `as`, and no
    name stands at the top of two of them, which a browser would refuse.

    Args:
        entry: the module's path in `phone/`.
    """
    return "".join(_EXPORT.sub("", _EXPORT_LIST.sub("", text)) for text in _modules(entry, set()))


@cache
def style_sheet() -> str:
    """Return the renderer's style sheets as one."""
    return "\n".join(map(asset, STYLE_SHEETS))


def asset(path: str) -> str:
    """Read a file of the renderer's by its path in `phone/`."""
    return (_FOLDER / "phone" / path).read_text("utf-8")


def _modules(path: str, seen: set[str]) -> Iterator[str]:
    """Yield the modules that a module imports, then itself, each once and without its imports."""
    if path in seen:
        return
    seen.add(path)
    text = asset(path)
    for imported in _IMPORT.findall(text):
        yield from _modules(normpath(join(dirname(path), imported)), seen)
    yield _IMPORT.sub("", text)
