"""Names that a package offers and imports when they are first used, each written once.

They stand in the package's `if TYPE_CHECKING:` block, where type checkers and editors read them,
and at run time so do we: a check of messages has no use for HTTP, nor a text message for flex.

    if TYPE_CHECKING:
        from package.module import Name as Name
    else:
        __getattr__ = lazy_exports(__name__)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_IMPORT = re.compile(r"^    from ([\w.]+) import (\([^)]*\)|.*)$", re.MULTILINE)
_EXPORT = re.compile(r"\b(\w+) as \1\b")


def lazy_exports(package: str) -> Callable[[str], Any]:
    """Return a package's `__getattr__`, which knows its exports and `__all__`."""
    modules: dict[str, str] = {}

    def get(name: str) -> Any:
        if not modules:
            modules.update(exported_names(package))
        if name == "__all__":
            return sorted(modules)
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name]), name)

    return get


def exported_names(package: str) -> dict[str, str]:
    """Return the module of each name that stands in a line `from module import name as name`.

    Args:
        package: an imported package.
    """
    loader: Any = sys.modules[package].__spec__.loader  # type: ignore[union-attr]
    source: str = loader.get_source(package)
    return {
        name: module for module, names in _IMPORT.findall(source) for name in _EXPORT.findall(names)
    }
