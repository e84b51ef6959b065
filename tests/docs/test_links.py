"""Links between the pages lead to files and headings that are there, in every language.

A page that is not translated is on the site in each language, where its links lead to translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/*.md", "examples/**/*.md")
    for page in ROOT.glob(pattern)
)
LANGUAGES = ("ja", "th")

_CODE = re.compile(r"^ *(`{3,}).*?^ *\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]+))?\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_ID = re.compile(r'<a id="([^"]+)">')


def test_there_are_pages_and_links() -> None:
    assert len(PAGES) > 40
    assert sum(1 for page in PAGES for _ in links_of(page)) > 300


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    wrong = [
        f"{path}#{anchor}" if anchor else path
        for path, anchor in links_of(page)
        for target in targets(page, path)
        if not target.exists() or (anchor and anchor not in anchors_of(target))
    ]
    assert wrong == []


def links_of(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the relative links: path, empty for the page itself, and anchor."""
    for path, anchor in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        yield path, unquote(anchor)


def targets(page: Path, path: str) -> list[Path]:
    """Return the files that a link leads to, as they are in the repository and on the site."""
    target = page.parent / path if path else page
    translations = [target.with_suffix(f".{language}.md") for language in LANGUAGES]
    is_translated = "." in page.stem or page.with_suffix(f".{LANGUAGES[0]}.md").exists()
    return [target, *([] if is_translated else filter(Path.exists, translations))]


@cache
def anchors_of(page: Path) -> set[str]:
    """Return the anchors that GitHub and the site both give a page."""
    text = page.read_text(encoding="utf-8")
    headings = _HEADING.findall(re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL))
    return {*_ID.findall(text), *map(_anchor, headings)}


def _anchor(heading: str) -> str:
    words = re.sub(r"\[([^]]*)\]\([^)]*\)|`", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", words).lower().replace(" ", "-")
