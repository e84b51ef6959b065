"""Batches of recipients that Airflow remembers, so that every try of a task sends the same ones.

A retry key belongs to a batch as it was sent first. Were batches made anew, somebody who was added
to the database between two tries would move others into a batch that LINE has accepted, or out of
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from line_connector.errors import InputError
from line_connector.platforms.airflow.fan_out import most_in_a_multicast

if TYPE_CHECKING:
    from airflow.sdk import Context

    from line_connector.platforms.airflow.recipients import Recipients

_STORE = "task_state_store"
"""What a task remembers over its tries; since Airflow 3.3."""

_KEPT = timedelta(days=7)
"""How long a record is kept; LINE keeps a retry key for a day."""


class RecordedBatches:
    """The batches of a task: those of earlier tries as they were, then all other recipients.

    Args:
        context: of the task's try.
        scope: what the records belong to beside the task and its run.
        recipients: all that there are now. Those of recorded batches are taken out.

    Attributes:
        users: how many the batches have together.

    Raises:
        InputError: this is another try, and this version of Airflow keeps no records.
    """

    def __init__(self, context: Context, scope: Sequence[str], recipients: Recipients) -> None:
        self._store: Any = context.get(_STORE)
        if self._store is None and context["ti"].try_number > 1:
            raise InputError(
                "nothing was sent: this is another try, and to whom the first one sent is not "
                "recorded, as that needs Airflow 3.3. Its log says how many were accepted"
            )
        self._scope = scope
        self._recipients = recipients
        self._recorded = 0
        self.users = 0
        for _, batch in self._recorded_ones():
            recipients.remove(batch)
            self._recorded += 1
            self.users += len(batch)
        self.users += len(recipients)

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each batch with its name; a new one is recorded before that."""
        yield from self._recorded_ones()
        new = self._recipients.batches(most_in_a_multicast())
        for number, batch in enumerate(new, self._recorded):
            if self._store is not None:
                self._store.set(self._key(number), batch, retention=_KEPT)
            yield _name(number), batch

    def _recorded_ones(self) -> Iterator[tuple[str, list[str]]]:
        number = 0
        while self._store is not None and (batch := self._store.get(self._key(number))):
            yield _name(number), batch
            number += 1

    def _key(self, number: int) -> str:
        return "/".join((*self._scope, _name(number)))


def _name(number: int) -> str:
    return f"batch {number}"
