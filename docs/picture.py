"""Draw docs/demo.svg: what `line-connector demo` looks like on a terminal.

python docs/picture.py
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 100


def main() -> None:
    """Run the demo and write the picture."""
    command = [sys.executable, "-c", "import click, sys; sys.argv[1:] = ['demo']\n" + COLOURED]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi("$ line-connector demo\n" + shown.rstrip()))
    drawing = console.export_svg(title="line-connector demo", unique_id="demo")
    # The font would be fetched from the network; a reader's own will do.
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    Path(__file__).with_name("demo.svg").write_text(drawing, encoding="utf-8")


COLOURED = """
import click.utils
from line_connector.__main__ import main
click.utils.should_strip_ansi = lambda *_: False
main()
"""


if __name__ == "__main__":
    main()
