"""Statuses and errors of messages, in responses and reports.

What an answer leaves out is filled in from the catalogue; a number that is not in it passes, and
goes by its group.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pydantic import computed_field, model_validator

from line_connector.models.infobip import catalogue
from line_connector.schema.model import Body

if TYPE_CHECKING:
    from typing_extensions import Self


class Coded(Body):
    """A number with a meaning, in a group of like ones."""

    group_id: int | None = None
    """Number of the group."""

    group_name: str | None = None
    """Name of the group, in upper case."""

    id: int | None = None
    """Number."""

    name: str | None = None
    """Name, in upper case."""

    description: str | None = None
    """In words."""

    def _fill(self, known: catalogue.KnownStatus | catalogue.KnownError | None) -> None:
        for name, value in asdict(known).items() if known else ():
            if getattr(self, name) is None:
                setattr(self, name, value)

    def _in_group(self, number: int, name: str) -> bool:
        """Tell whether it is of a group; the name counts where there is no number."""
        if self.group_id is None:
            return (self.group_name or "").upper() == name
        return self.group_id == number


class MessageStatus(Coded):
    """Status of a message."""

    action: str | None = None
    """What you can do about it, where Infobip knows something."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def final(self) -> bool:
        """Whether nothing more happens to the message."""
        return any(self._in_group(*group) for group in catalogue.FINAL_GROUPS.items())

    @computed_field  # type: ignore[prop-decorator]
    @property
    def delivered(self) -> bool:
        """Whether the message arrived."""
        number = catalogue.DELIVERED_GROUP
        return self._in_group(number, catalogue.FINAL_GROUPS[number])

    @model_validator(mode="after")
    def _complete(self) -> Self:
        self._fill(catalogue.statuses().get(-1 if self.id is None else self.id))
        return self


class MessageError(Coded):
    """What went wrong with a message; number 0 stands for nothing."""

    permanent: bool | None = None
    """Whether retrying the message is useless."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        self._fill(catalogue.errors().get(-1 if self.id is None else self.id))
        return self
