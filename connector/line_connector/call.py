"""A checked call: an action, its input and its connection, from which everything else follows.

Every platform makes one of these and works with it, so that an input is checked once, its retry key
exists before anything is sent, and all agree on whether the call may be made again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from line_connector.action import Effect
from line_connector.errors import ConnectorError, InputError, JobFailedError, JobUnfinishedError
from line_connector.http.connection import Connection
from line_connector.http.output import Output
from line_connector.http.request import Request
from line_connector.manifest import ActionSpec
from line_connector.providers.line import RETRY_KEY_LIFETIME
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem
from line_connector.schema.secret import MASK, masked
from line_connector.schema.warnings import warnings_in
from line_connector.session import Session

if TYPE_CHECKING:
    from line_connector.paging import Pages
    from line_connector.progress import Job, Watch


@dataclass(frozen=True)
class Call:
    """An action on a checked input. Made by `Connector.call`."""

    spec: ActionSpec

    data: Input
    """The checked input, with its retry key where the action takes one."""

    input: dict[str, Any] = field(repr=False)
    """The input as it was given, to make the very same call with another time: with its retry
    key."""

    connection: Connection

    open_session: Callable[[], Session]

    has_own_key: bool = False
    """Whether the retry key came with the input."""

    check: Callable[[Call], object] | None = field(default=None, repr=False)
    """Called right before it is sent; raises where it must not be."""

    @cached_property
    def request(self) -> Request:
        """The HTTP request it comes to."""
        return self.spec.action.request(self.data)

    @property
    def retry_key(self) -> str | None:
        """The key with which the provider carries it out once; None where it takes none."""
        key: str | None = getattr(self.data, "retry_key", None)
        return key

    def with_retry_key(self, key: str) -> Call:
        """Return the same call with another retry key; itself where the action takes none."""
        if self.retry_key is None:
            return self
        return replace(
            self,
            data=self.data.model_copy(update={"retry_key": key}),
            input={**self.input, "retryKey": key},
        )

    @property
    def retryable(self) -> bool:
        """Whether it can be made again although it may have been carried out."""
        return self.request.retryable

    def retryable_after(self, seconds: float) -> bool:
        """Tell whether it can be made again although it may have been carried out.

        Args:
            seconds: time since it was first sent; below 0 where the clock was moved back, which
                hides how old its retry key is.
        """
        if self.retry_key is not None and not 0 <= seconds <= RETRY_KEY_LIFETIME:
            return False
        return self.retryable

    def resending(self) -> Call:
        """Return the call with `resend`, where each of its messages has an ID of the sender's.

        Infobip has a status for a message whose ID it has seen, so of the two dangers losing it is
        the greater. An input that says `resend: false` stays as it is.
        """
        if (
            "resend" not in type(self.data).model_fields
            or getattr(self.data, "resend", None) is not None
        ):
            return self
        asking = self.data.model_copy(update={"resend": True})
        if any(True for _ in asking.errors()):  # valid without it, so that is what is refused
            return self
        return replace(self, data=asking, input={**self.input, "resend": True})

    @property
    def effect(self) -> Effect:
        """Its side effect."""
        return self.spec.action.effect_on(self.data)

    @property
    def recipients(self) -> list[str] | None:
        """IDs of those whom it reaches; None where only the provider knows."""
        return self.spec.action.recipients(self.data)

    @property
    def warnings(self) -> list[Problem]:
        """What the provider may refuse in the input."""
        return list(warnings_in(self.data))

    def dry_run(self) -> dict[str, Any]:
        """Return the HTTP request, its secrets masked. Needs no credentials; nothing is sent."""
        request = self.spec.action.request(masked(self.data))
        return {
            "method": request.method,
            "url": self.connection.address(request.host) + request.target,
            "headers": request.headers_with(MASK),
            **({} if request.body is None else {"body": request.body.shown()}),
        }

    def send(self, into: Path | str | BinaryIO | None = None) -> Output[Any]:
        """Make the call.

        Args:
            into: a file's path or a binary stream for the body of a success, which is then not
                held in memory; the output has its name, type and size.

        Raises:
            InputError: a file to send or to write cannot be opened, or the policies of the
                configuration file refuse the call; nothing was sent.
            ApiError: the provider refused; the error carries its output.
            JobUnfinishedError: what was to be written is still being prepared; nothing was written.
            UnknownOutcomeError: it was sent, and may have been carried out.
            SessionError: the provider could not be reached, or the credentials are not valid.
        """
        output = self._send(into)
        if into is not None and output.status_code in self.spec.action.pending:
            name = self.spec.name
            text = f"{name}: still being prepared, nothing was written; wait for it, or ask later"
            raise JobUnfinishedError(text, output)
        return output

    def _send(self, into: Path | str | BinaryIO | None) -> Output[Any]:
        if self.check is not None:
            self.check(self)
        output: Output[Any] = self.spec.action(self.open_session()).send(self.request, into)
        return output

    def pages(self) -> Iterator[Output[Any]]:
        """Make the call, and again for each further page of the list that it returns.

        Raises:
            InputError: the action does not return a list in pages.
            ApiError, UnknownOutcomeError, SessionError: as `send`.
        """
        paging, call = pages_of(self.spec), self
        while True:
            output = call.send()
            yield output
            current = getattr(call.data, paging.parameter)
            following = paging.next_after(current, output)
            if following is None:
                return
            if following == current:
                raise ConnectorError(f"{self.spec.name}: the next page is said to be the same one")
            changed = {paging.parameter: following}
            call = replace(
                call, data=call.data.model_copy(update=changed), input={**call.input, **changed}
            )

    def items(self) -> Iterator[Any]:
        """Yield the items of a list, page by page, each as JSON has it.

        Raises:
            InputError, ApiError, UnknownOutcomeError, SessionError: as `pages`.
        """
        paging = pages_of(self.spec)
        for output in self.pages():
            yield from paging.items_of(output)

    def collect(self, max_items: int, warn: Callable[[str], object] | None = None) -> Output[Any]:
        """Return the answers of all pages as one, whose list has at most `max_items` items.

        Args:
            max_items: the items are held in memory; at least 1.
            warn: callback invoked with a text if the list has more.

        Raises:
            InputError, ApiError, UnknownOutcomeError, SessionError: as `pages`.
        """
        paging, pages = pages_of(self.spec), self.pages()
        items: list[Any] = []
        output = next(pages)
        items += paging.items_of(output)
        while len(items) <= max_items and (following := next(pages, None)):
            output = following
            items += paging.items_of(output)
        if len(items) > max_items and warn is not None:
            warn(f"the list has more than {max_items} items: raise max_items")
        return paging.as_one(output, items[:max_items])

    def wait(
        self,
        *,
        every: float,
        up_to: float,
        watch: Watch | None = None,
        into: Path | str | BinaryIO | None = None,
    ) -> Output[Any]:
        """Poll the job until it has ended.

        Args:
            every: seconds between two polls; more where the rate limit asks for it.
            up_to: seconds after which to stop polling.
            watch: callback invoked after each poll.
            into: as `send`, for a job whose last answer is its result.

        Raises:
            JobFailedError: the job ended without doing what it was for.
            JobUnfinishedError: the job is still pending.
            InputError: the action is not about a job.
            ApiError, UnknownOutcomeError, SessionError: as `send`.
        """
        from line_connector.progress import polling_interval

        name, job = self.spec.name, job_of(self.spec)
        every = max(every, polling_interval(self.spec.action.rate_limit))
        started = time.monotonic()
        while True:
            output = self._send(into)
            try:
                progress = job.read(output)
            except ValueError:
                text = f"{name}: the response has no progress of the job; poll again"
                raise JobUnfinishedError(text, output) from None
            if watch is not None:
                watch(progress)
            if progress.failed:
                raise JobFailedError(f"{name}: {progress.text}", output)
            if progress.ended:
                return output
            if time.monotonic() - started + every > up_to:
                text = f"{name}: still pending after {up_to:g} s ({progress.text}); poll again"
                raise JobUnfinishedError(text, output)
            time.sleep(every)

    def refuse_unsafe_repeat(self, advice: str) -> None:
        """Refuse a call that an earlier try may have made, unless making it again is safe.

        For platforms that run a step again by themselves and do not know how it ended before.

        Args:
            advice: what to do, as the end of the sentence.

        Raises:
            InputError: a second try could send it twice.
        """
        if not self.retryable:
            raise InputError(
                f"{self.spec.name}: an earlier try may have sent it, and another could send it "
                f"twice; {advice}"
            )


def job_of(spec: ActionSpec) -> Job:
    """Return the job whose progress an action returns.

    Raises:
        InputError: the action has no job.
    """
    if spec.action.job is None:
        raise InputError(f"{spec.name} returns no progress of a job: there is nothing to wait for")
    return spec.action.job


def pages_of(spec: ActionSpec) -> Pages:
    """Return how the pages follow each other of the list that an action returns.

    Raises:
        InputError: it returns none, or all at once.
    """
    if spec.action.pages is None:
        raise InputError(f"{spec.name} does not return a list in pages")
    return spec.action.pages
