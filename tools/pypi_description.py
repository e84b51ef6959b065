"""The README as an index of packages shows it: links into the repository lead nowhere there.

They become plain text, and its picture is left out. Once the repository has a public address,
they can become links to it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PICTURE = re.compile(r"^!\[[^\]]*\]\((?!https?:)[^)]*\)\n\n", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)]*\)")
COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE)


class PypiDescription(MetadataHookInterface):
    """Hatchling's hook, named in pyproject.toml."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        for pattern, shown in ((PICTURE, ""), (LINK, r"\1"), (COMMENT, "")):
            text = pattern.sub(shown, text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
