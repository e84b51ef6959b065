"""What a run shows while it is under way: lines for people, or JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from abc import abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, cast

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from line_connector.cli.printing import print_text, reason_of, say_warning
from line_connector.cli.progress import columns, rate_of
from line_connector.cli.streams import Unfailing
from line_connector.playbook.document import Playbook
from line_connector.playbook.events import Event

_MARKS = {"done": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[dim]·[/]"}


class Display:
    """Shows a run, and remembers its ID, which an interrupted command prints."""

    run: str | None = None

    def show(self, event: Event) -> None:
        """Show an event, as long as the output can be written; the run continues in any case."""
        self.run = event.run
        self._write(event)

    @abstractmethod
    def _write(self, event: Event) -> None:
        """Write an event out; an output that is closed or full raises nothing."""


class _Json(Display):
    """Each event as one line of JSON on standard output; should that fail, the run continues."""

    _written = True

    def _write(self, event: Event) -> None:
        if not self._written:
            return
        try:
            print_text(json.dumps(event.to_dict(), ensure_ascii=False))
        except OSError as error:
            self._written = False
            say_warning(
                f"no more events can be written ({reason_of(error)}); run {event.run} continues"
            )


class _Terminal(Display):
    """A line for each step on standard error, and a bar for the one under way."""

    def __init__(self, playbook: Playbook, console: Console, bars: Progress) -> None:
        self._actions = {step.id: step.action or "ask" for step in playbook.steps}
        self._width = max(map(len, self._actions))
        self._console = console
        self._bars = bars
        self._bar = bars.add_task("", visible=False, rate="")
        self._started = time.monotonic()
        self._done = 0

    def _write(self, event: Event) -> None:
        detail = event.detail
        if event.kind == "run_started":
            again = "resuming run" if detail["resumed"] else "run"
            self._console.print(f"[bold]{escape(detail['playbook'])}[/]  {again} {event.run}")
        elif event.kind == "step_started":
            self._started, self._done = time.monotonic(), 0
            self._bars.reset(
                self._bar, description=event.step, total=detail["calls"], visible=True, rate=""
            )
        elif event.kind == "call_ended":
            self._done += 1
            rate = rate_of(self._done, time.monotonic() - self._started)
            self._bars.update(self._bar, completed=self._done, rate=rate)
        elif event.kind == "warning":
            self._console.print(f"    [yellow]warning:[/] {escape(detail['text'])}")
        elif event.kind == "progress":
            self._console.print(f"    {escape(detail['text'])}", style="dim")
        elif event.kind == "run_ended":
            self._bars.stop()  # before the outputs are printed
        elif event.kind == "step_ended" and event.step:
            self._bars.update(self._bar, visible=False)
            mark, name = _MARKS[detail["status"]], event.step.ljust(self._width)
            words = "" if detail["status"] == "done" else f"  {detail['status']}"
            action = self._actions[event.step]
            self._console.print(f"  {mark} {name}  [dim]{action}[/]{words}")


@contextmanager
def display_for(playbook: Playbook, *, as_json: bool) -> Generator[Display]:
    """Yield what shows a run's events."""
    if as_json:
        yield _Json()
        return
    # Else a terminal that has gone would end the run, or hide how it ended.
    file = cast("IO[str]", Unfailing(sys.stderr))
    console = Console(file=file, highlight=False, soft_wrap=True)
    with Progress(
        *columns(),
        console=console,
        transient=True,
        redirect_stdout=False,  # the outputs go there, and not to the terminal if it is a file
        disable=not sys.stderr.isatty(),
    ) as bars:
        yield _Terminal(playbook, console, bars)
