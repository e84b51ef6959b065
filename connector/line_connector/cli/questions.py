"""`line-connector questions`: those that were asked, and how they stand."""

from __future__ import annotations

import click

from line_connector.cli.answers import report, resumable, who_said
from line_connector.cli.durations import Duration
from line_connector.cli.options import existing_store_option
from line_connector.cli.printing import print_json, print_raw, say, visible
from line_connector.questions.asking import Questions


@click.group()
def questions() -> None:
    """Show the questions that were asked, wait for their answers, withdraw them."""


@questions.command("list")
@click.option(
    "--state",
    type=click.Choice(["open", "answered", "expired", "cancelled"]),
    help="Only those in a state.",
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole questions as JSON.")
@existing_store_option
def list_(state: str | None, limit: int, as_json: bool, store: str | None) -> None:
    """List questions, the latest first: time, ID, state, question, answer."""
    with Questions(store) as opened:
        found = opened.latest(state, limit)
    if as_json:
        print_json([each.to_dict() for each in found])
        return
    for each in found:
        time = each.asked_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        text = visible(" ".join(each.question.text.split()))
        said = f"  {who_said(each)}" if each.answer else ""
        print_raw(f"{time}  {each.id}  {each.state:9}  {text}{said}")


@questions.command()
@click.argument("question", metavar="ID")
@existing_store_option
def show(question: str, store: str | None) -> None:
    """Print a question as JSON: its state, what was sent, the answer."""
    with Questions(store) as opened:
        print_json(opened.get(question).to_dict())


@questions.command()
@click.argument("question", metavar="ID")
@click.option("--timeout", type=Duration(), help="How long at most. Default: to its end.")
@click.option("--json", "as_json", is_flag=True, help="Print the question with its answer.")
@existing_store_option
@click.pass_context
def wait(
    ctx: click.Context, question: str, timeout: float | None, as_json: bool, store: str | None
) -> None:
    r"""Wait for the answer to a question, and print it.

    The exit status is as of line-connector ask; 5 also where --timeout is over.
    """
    with Questions(store) as opened, resumable(ctx, lambda: question):
        asked = opened.wait(question, timeout)
        status = report(asked, as_json=as_json)
    ctx.exit(status)


@questions.command()
@click.argument("question", metavar="ID")
@existing_store_option
def cancel(question: str, store: str | None) -> None:
    """Withdraw a question: it cannot be answered any more."""
    with Questions(store) as opened:
        asked = opened.cancel(question)
    say(f"question {asked.id}: {who_said(asked)}")
