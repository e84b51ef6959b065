"""A translation has the commands and files of the English page, and leads to the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.markdown_blocks import read_blocks

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ja", "th")
TRANSLATIONS = sorted(
    page
    for folder in (ROOT, ROOT / "docs")
    for language in LANGUAGES
    for page in folder.glob(f"*.{language}.md")
)


def original_of(page: Path) -> Path:
    return page.with_name(page.name.partition(".")[0] + ".md")


def test_readme_and_first_steps_are_translated() -> None:
    translated = {page.name for page in TRANSLATIONS}
    assert translated >= {
        f"{name}.{lang}.md" for name in ("README", "first-steps") for lang in LANGUAGES
    }


@pytest.mark.parametrize("page", TRANSLATIONS, ids=lambda page: page.name)
def test_blocks_are_those_of_the_english_page(page: Path) -> None:
    def blocks(of: Path) -> list[tuple[str, str, str | None, bool]]:
        return [
            (block.language, block.text, block.not_run, block.in_background)
            for block in read_blocks(of)
        ]

    assert blocks(page) == blocks(original_of(page))


@pytest.mark.parametrize("page", TRANSLATIONS, ids=lambda page: page.name)
def test_languages_lead_to_each_other(page: Path) -> None:
    original = original_of(page)
    for each in (page, original):
        text = each.read_text(encoding="utf-8")
        names = [original.name, *(f"{original.stem}.{language}.md" for language in LANGUAGES)]
        assert [name for name in names if f"]({name})" not in text] == []
