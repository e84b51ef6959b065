"""`line-connector richmenu`: the rich menus of an account as a file describes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file, complete_folder
from line_connector.cli.connecting import connected
from line_connector.cli.options import credentials_options, sandbox_option
from line_connector.cli.outcome import Outcome
from line_connector.cli.printing import json_text, print_json, print_text, say, say_warning
from line_connector.errors import ConnectorError, UnknownOutcomeError

if TYPE_CHECKING:
    from line_connector.connector import Connector
    from line_connector.rich_menus.changes import Change
    from line_connector.rich_menus.plan import Plan
    from line_connector.rich_menus.wanted import WantedRichMenus

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
_AGAIN = "Run it again: it goes on where this ended"


@click.group()
def richmenu() -> None:
    """Keep the rich menus of an account as a file describes them."""


@richmenu.command()
@click.argument("file", shell_complete=complete_file)
@click.option("--plan", "only_plan", is_flag=True, help="Print what would change; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@credentials_options
@sandbox_option
def apply(
    file: str,
    only_plan: bool,
    as_json: bool,
    connection: str | None,
    account: str | None,
    sandbox: bool,
) -> None:
    r"""Create, replace and delete rich menus until they are as FILE describes them.

    Menus that were not made from a file stay as they are. It can be run again after any failure.

    \b
      line-connector richmenu apply menu.yaml --plan
      line-connector richmenu apply menu.yaml
    """
    from line_connector.manifest import load_manifest
    from line_connector.rich_menus.applying import plan_rich_menus
    from line_connector.rich_menus.reading import read_rich_menus

    wanted = read_rich_menus(file)
    outcome = _Applied()
    with (
        outcome.guarded(),
        connected(load_manifest(), connection, account, sandbox=sandbox) as connector,
    ):
        plan = plan_rich_menus(wanted, connector)
        for text in plan.warnings:
            say_warning(text)
        if only_plan:
            _print_plan(plan, as_json=as_json)
            return
        outcome.follow(wanted, plan, connector, printed=as_json)


@richmenu.command()
@click.argument("file", shell_complete=complete_file)
@click.option(
    "--out",
    required=True,
    metavar="FOLDER",
    shell_complete=complete_folder,
    help="Where to write the images.",
)
def draw(file: str, out: str) -> None:
    """Write the image of each menu in FILE, to look at; no account is needed."""
    from line_connector.models.line.rich_menu_image import read_image_header
    from line_connector.rich_menus.reading import read_rich_menus

    wanted = read_rich_menus(file)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, menu in wanted.menus.items():
        header = read_image_header(menu.content)
        assert header is not None  # noqa: S101 - it was checked, or drawn
        path = folder / f"{name}.{_ENDINGS[header.content_type]}"
        path.write_bytes(menu.content)
        say(f"{path}: {header.width} x {header.height}, {len(menu.content)} bytes")


@richmenu.command()
def schema() -> None:
    """Print the file's JSON Schema, for editors."""
    from line_connector.rich_menus.document import RichMenus
    from line_connector.schema.json_schema import json_schema

    print_json(json_schema(RichMenus))


def _print_plan(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(plan))
    elif plan.changes:
        print_text("\n".join(map(str, plan.changes)))
    else:
        say("nothing to change")


def _as_json(plan: Plan) -> dict[str, Any]:
    return {"changes": [change.to_dict() for change in plan.changes]}


class _Applied(Outcome["Plan"]):
    """What is known of the changes."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = False
        self._made = 0

    def follow(
        self, wanted: WantedRichMenus, plan: Plan, connector: Connector, *, printed: bool
    ) -> None:
        """Make the changes, each told when it is made.

        Raises:
            ConnectorError: as `apply_rich_menus`.
        """
        from line_connector.rich_menus.applying import apply_rich_menus

        self._begun = bool(plan.changes)
        try:
            self.of(
                lambda: apply_rich_menus(wanted, connector, plan=plan, watch=self._tell, tell=say)
            )
        except ConnectorError:
            left = len(plan.changes) - self._made
            say(f"{self._made} changes are made, {left} are left. {_AGAIN}")
            raise
        if printed:
            self.print(plan, json_text(_as_json(plan)))
        say(self.facts(plan)[0])

    def _tell(self, change: Change) -> None:
        self._made += 1
        say(str(change))

    def may_be_carried_out(self) -> bool:
        """Tell whether changes have begun."""
        return self._begun

    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error that says how to go on."""
        return UnknownOutcomeError(f"{why} after {self._made} changes", advice=_AGAIN)

    def facts(self, result: Plan) -> tuple[str, Any]:
        """Return how many changes were made, and which."""
        count = len(result.changes)
        text = f"{count} change{'s' * (count != 1)} made" if count else "nothing to change"
        return text, _as_json(result)
