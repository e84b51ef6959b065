"""Strings that match a pattern, with a readable message if they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


class Pattern:
    """Annotation for a string that must match a pattern.

    Args:
        pattern: what the whole string looks like, in the syntax that Rust, Python and JSON Schema
            share.
        rule: what is allowed, for the person who wrote something else: `must be …`.
    """

    def __init__(self, pattern: str, rule: str) -> None:
        self.pattern = pattern
        self.rule = rule

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            core_schema.str_schema(pattern=f"^(?:{self.pattern})$"),
            custom_error_type="rule",
            custom_error_message="{text}",
            custom_error_context={"text": self.rule},
        )
