"""Checking the input of the control API, and saying in one line what is wrong with it.

A `control.yaml` defines the input of each operation under its method and name (`POST users`), and
the values of each setting (`setting quota`).
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from line_connector.sandbox.json_values import dotted
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.provider import InvalidInputError, Provider
from line_connector.sandbox.rulebook import Rulebook, name_of


class ControlRules:
    """The rules in the shared `control.yaml` and the page's, and in the providers' folders."""

    def __init__(self, providers: tuple[Provider, ...]) -> None:
        folder = resources.files("line_connector.sandbox")
        self._rulebook = Rulebook(
            {
                **{
                    path: folder.joinpath(path).read_text("utf-8")
                    for path in ("control.yaml", "inbox/control.yaml")
                },
                **{
                    f"{provider.name}/{path}": text
                    for provider in providers
                    for path, text in package_files(provider.package, "control.yaml").items()
                },
            }
        )
        self._references = {
            name_of(reference): reference for reference in self._rulebook.references()
        }

    def check(self, operation: str, value: dict[str, Any]) -> None:
        """Check the input of an operation, named like `POST users`.

        Raises:
            InvalidInputError: with the location and the reason.
        """
        self._check(operation, value, ())
        if operation == "POST settings":
            self.check_settings(value)

    def check_settings(self, values: Mapping[str, Any]) -> None:
        """Check settings, by their names in the control API.

        Raises:
            InvalidInputError: with the location and the reason.
        """
        for name, value in values.items():
            if f"setting {name}" not in self._references:
                raise InvalidInputError(f"{name}: {name} is unknown")
            self._check(f"setting {name}", value, (name,))

    def _check(self, rule: str, value: Any, location: tuple[str, ...]) -> None:
        for breach in self._rulebook.breaches(self._references[rule], value):
            where = dotted((*location, *breach.path))
            reason = breach.says or breach.message
            raise InvalidInputError(f"{where}: {reason}" if where else reason)


@cache
def control_rules(providers: tuple[Provider, ...]) -> ControlRules:
    """Return the rules for some providers, read once: they never change."""
    return ControlRules(providers)
