"""`line-connector turbine`: connectors for Swimlane Turbine, and its protocol."""

from __future__ import annotations

from pathlib import Path

import click

from line_connector.cli.completing import complete_folder
from line_connector.cli.options import action_argument, manifest_option
from line_connector.cli.printing import say


@click.group()
def turbine() -> None:
    """Run actions in Swimlane Turbine."""


@turbine.command()
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    shell_complete=complete_folder,
    help="Output directory; new or empty.",
)
@click.option(
    "--like-swimlanes",
    is_flag=True,
    help="Name actions and group inputs as Swimlane's own LINE connector does, to replace it.",
)
def build(out: str, like_swimlanes: bool) -> None:
    """Write connectors: a folder for LINE, one for Infobip, one for questions.

    Files of an earlier build are overwritten; a file that was changed or added there is an error.
    """
    from line_connector.manifest import load_manifest
    from line_connector.platforms.turbine.bundle import bundle_files, write_bundle
    from line_connector.platforms.turbine.catalogue import add_questions

    files = bundle_files(add_questions(load_manifest()), like_swimlanes=like_swimlanes)
    write_bundle(Path(out), files)
    for folder in dict.fromkeys(path.partition("/")[0] for path in files):
        configs = [path for path in files if path.startswith(f"{folder}/config/")]
        actions = sum("/actions/" in path for path in configs)
        assets = len(configs) - actions
        say(f"{Path(out, folder)}: {actions} actions, {assets} asset{'s' * (assets != 1)}")


@turbine.command()
@action_argument
@manifest_option
@click.option(
    "--like-swimlanes",
    is_flag=True,
    help="Take action names and inputs of Swimlane's own LINE connector too.",
)
@click.pass_context
def run(ctx: click.Context, action: str, manifest: tuple[str, ...], like_swimlanes: bool) -> None:
    """Run ACTION with Turbine's protocol: input and asset come on standard input.

    The output is `::set-output {json}`, or `::set-error {json}` on standard error with exit
    status 1.
    """
    from line_connector.platforms.turbine.protocol import answer_turbine

    ctx.exit(answer_turbine(action, manifest, like_swimlanes=like_swimlanes))
