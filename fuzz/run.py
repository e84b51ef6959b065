"""Fuzz one parser, guided by coverage: `make fuzz PARSER=documents SECONDS=300`.

New inputs go to `.fuzz/PARSER`, which is not kept. What fails is written to `fuzz/corpus/PARSER`:
once it is mended, keep it there, and the tests replay it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["line_connector", "line_actions", "yaml", "jmespath"]):
    from parsers import PARSERS

HERE = Path(__file__).parent


def main() -> None:
    """Run until a failure, or for as long as was asked."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    seeds, found = HERE / "corpus" / name, HERE.parent / ".fuzz" / name
    seeds.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)

    options = [
        f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048",
        f"-artifact_prefix={seeds}/", "-verbosity=0", f"-dict={HERE / 'words.dict'}",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(found), str(seeds)], PARSERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
