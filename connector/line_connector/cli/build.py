"""`line-connector build`: what a platform takes to run every action."""

from __future__ import annotations

from pathlib import Path

import click

from line_connector.cli.printing import say
from line_connector.manifest import load_manifest


@click.group()
def build() -> None:
    """Write the files that a platform loads."""


@build.command()
@click.option("--out", required=True, metavar="DIR", help="Where to; a new or empty directory.")
@click.option(
    "--like-swimlanes",
    is_flag=True,
    help="Name actions and group inputs as Swimlane's own LINE connector does, to replace it.",
)
def turbine(out: str, like_swimlanes: bool) -> None:
    """Write connectors for Swimlane Turbine: a folder for LINE, a folder for Infobip.

    Run again it writes them anew, unless somebody changed or added a file there.
    """
    from line_connector.platforms.turbine.bundle import bundle_files, write_bundle

    files = bundle_files(load_manifest(), like_swimlanes=like_swimlanes)
    write_bundle(Path(out), files)
    for folder in dict.fromkeys(path.partition("/")[0] for path in files):
        mine = [path for path in files if path.startswith(f"{folder}/config/")]
        actions = sum("/actions/" in path for path in mine)
        say(f"{Path(out, folder)}: {actions} actions, {len(mine) - actions} assets")
