"""Handlers that are Python functions."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import ModuleType

from line_connector.errors import InputError
from line_connector.events.event import Event
from line_connector.handlers.declaring import declared

Function = Callable[[Event], "Awaitable[object] | object"]


class PythonFunction:
    """Calls a function with each event; a coroutine function is run to its end."""

    def __init__(self, function: Function) -> None:
        self._function = function

    def handle(self, event: Event) -> None:
        """Call the function; what it raises has the event delivered again."""
        result = self._function(event)
        if inspect.iscoroutine(result):
            asyncio.run(result)


def functions_in(source: str, place: str) -> Iterator[tuple[str, Function]]:
    """Import functions; yield each with its name, which its deliveries are stored under.

    Args:
        source: `module:function`, or a module or a file ending in `.py` whose functions are
            decorated with `on`.
        place: where the source stands, for errors.

    Raises:
        InputError: it cannot be imported, or there is no such function.
    """
    name, _, attribute = source.partition(":")
    is_file = source.endswith(".py")
    module = _module_in(Path(source), place) if is_file else _module(name, place)
    if attribute and not is_file:
        function = getattr(module, attribute, None)
        if not callable(function):
            raise InputError(f"{place}: {name} has no function {attribute}")
        yield source, function
        return
    found = [each for each in vars(module).values() if declared(each) is not None]
    if not found:
        raise InputError(f"{place}: {source} has no function decorated with @on(…)")
    for each in found:
        yield f"{module.__name__}:{each.__name__}", each


def _module(name: str, place: str) -> ModuleType:
    folder = str(Path.cwd())
    if folder not in sys.path:  # as for `python -m`
        sys.path.insert(0, folder)
    try:
        return importlib.import_module(name)
    except Exception as error:  # a module may raise anything
        raise InputError(f"{place}: cannot import {name}: {_said(error)}") from error


def _module_in(path: Path, place: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise InputError(f"{place}: there is no file {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # a module may raise anything
        raise InputError(f"{place}: cannot import {path}: {_said(error)}") from error
    return module


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0]
