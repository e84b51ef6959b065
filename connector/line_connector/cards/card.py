"""A card: its values' model, and the function that builds a message from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from pydantic import ValidationError

from line_connector.errors import InputError
from line_connector.schema.docstrings import docstring
from line_connector.schema.problems import problems_of

if TYPE_CHECKING:
    from line_connector.cards.card_input import CardInput

ValuesP = ParamSpec("ValuesP")
"""The values of a card, as keyword arguments."""

InputT = TypeVar("InputT", bound="CardInput")
"""The model of a card's values."""


class Card(Generic[ValuesP, InputT]):
    """A kind of card, called with its values: `alert(title="Disk almost full")`.

    Args:
        name: its name.
        model: the model of its values.
        function: builds the message from checked values.

    Attributes:
        model: the model of its values.
    """

    model: type[InputT]

    def __init__(
        self,
        name: str,
        model: Callable[ValuesP, InputT],
        function: Callable[[InputT], dict[str, Any]],
    ) -> None:
        self.name = name
        self.model = model  # type: ignore[assignment] # the class, by its signature
        self._function = function

    def __call__(self, *args: ValuesP.args, **values: ValuesP.kwargs) -> dict[str, Any]:  # noqa: ARG002
        """Return a flex message object.

        Raises:
            InputError: values are missing, unknown or meaningless; with every problem.
        """
        return self.build(values)

    def build(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a flex message object.

        Args:
            values: by the names in JSON, or Python's.

        Raises:
            InputError: values are missing, unknown or meaningless; with every problem.
        """
        try:
            return self.build_checked(self.model.model_validate({**values}))
        except ValidationError as error:
            raise InputError.of(problems_of(error)) from None

    def build_checked(self, values: InputT) -> dict[str, Any]:
        """Return a flex message object from checked values."""
        return self._function(values)

    def summary(self) -> str:
        """Return what the card is for, on one line."""
        return docstring(self.model).partition("\n")[0]
