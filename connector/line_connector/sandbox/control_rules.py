"""Checking the input of the control API, and saying in one line what is wrong with it.

A `control.yaml` defines the input of each operation under its method and name (`POST users`), and
the values of each setting (`setting quota`).
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from line_connector.sandbox.fault_kinds import KINDS
from line_connector.sandbox.json_values import dotted, is_object
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.provider import InvalidInputError, Provider
from line_connector.sandbox.rulebook import Breach, Rulebook, name_of
from line_connector.shortening import did_you_mean

RATE_LIMITS = "rateLimits"
"""The setting whose names are those of operations."""


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
        operations = [each for provider in providers for each in provider.operations]
        self._targets = {
            "operation": sorted({each.name for each in operations}),
            "chapter": sorted({each.chapter for each in operations}),
        }

    def check(self, operation: str, value: dict[str, Any]) -> None:
        """Check the input of an operation, named like `POST users`.

        Raises:
            InvalidInputError: with the location and the reason.
        """
        self._check(operation, value, ())
        if operation == "POST settings":
            self.check_settings(value)
        if operation == "POST faults":
            self._check_fault(value)

    def schema(self, operation: str) -> Mapping[str, Any]:
        """Return the schema of an operation's input."""
        return self._rulebook.schema(self._references[operation])

    def settings(self) -> dict[str, Mapping[str, Any]]:
        """Return the schemas of the settings, by their names in the control API."""
        return {
            name.removeprefix("setting "): self._rulebook.schema(reference)
            for name, reference in self._references.items()
            if name.startswith("setting ")
        }

    def check_settings(self, values: Mapping[str, Any]) -> None:
        """Check settings, by their names in the control API.

        Raises:
            InvalidInputError: with the location and the reason.
        """
        for name, value in values.items():
            if f"setting {name}" not in self._references:
                raise InvalidInputError(
                    f"{name}: {name} is unknown{did_you_mean(name, self.settings())}"
                )
            self._check(f"setting {name}", value, (name,))
            if name == RATE_LIMITS and is_object(value):
                for operation in value:
                    self._check_target(f"{name}.{operation}", "operation", operation)

    def _check_target(self, where: str, kind: str, name: str) -> None:
        """Check that there is an operation or a chapter of a name."""
        known = self._targets[kind]
        if name not in known:
            meant = did_you_mean(name, known)
            raise InvalidInputError(f"{where}: there is no {kind} {name}{meant}")

    def _check_fault(self, fault: dict[str, Any]) -> None:
        for target in self._targets:
            if target in fault:
                self._check_target(target, target, fault[target])
        if "kind" not in fault:
            if "value" in fault:
                raise InvalidInputError("value: only a kind has a value")
            return
        kind = KINDS[fault["kind"]]
        if "value" in fault and not kind.value:
            raise InvalidInputError(f"value: {fault['kind']} takes none")
        try:
            effect = kind.effect(fault.get("value", kind.default))
            self._check("POST faults", effect, ())
        except (TypeError, ValueError):
            raise InvalidInputError(
                f"value: {fault['kind']} takes {kind.value}, not {fault.get('value')!r}"
            ) from None

    def _check(self, rule: str, value: Any, location: tuple[str, ...]) -> None:
        for breach in self._rulebook.breaches(self._references[rule], value):
            where = dotted((*location, *breach.path))
            reason = (breach.says or breach.message) + _meant(breach)
            raise InvalidInputError(f"{where}: {reason}" if where else reason)


def _meant(breach: Breach) -> str:
    """Return which property was probably meant, if an unknown one was given."""
    if breach.keyword != "additionalProperties" or not breach.path:
        return ""
    return did_you_mean(str(breach.path[-1]), breach.schema.get("properties", {}))


@cache
def control_rules(providers: tuple[Provider, ...]) -> ControlRules:
    """Return the rules for some providers, read once: they never change."""
    return ControlRules(providers)
