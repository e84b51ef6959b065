"""Build the documentation site into build/site: `make site`.

The README is the site's first page, so the pages are copied to build/docs first, where links
between files of the repository become links between pages. mkdocs does the rest. Each version has
a folder of its own; older ones stay.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "build" / "docs"
SITE = ROOT / "build" / "site"
ELSEWHERE = {
    "README.md": "index.md",
    "README.ja.md": "index.ja.md",
    "README.th.md": "index.th.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "SECURITY.md": "SECURITY.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages from outside docs/, and where they are on the site."""

LINK = re.compile(r"(?<=\]\()(?P<path>[^)\s:#]+)(?P<anchor>#[^)\s]*)?(?=\))")
TO_A_LANGUAGE = re.compile(
    r"\[(?P<text>[^][]*)\]\((?P<page>[\w-]+(?:\.\w\w)?\.md)(?P<anchor>#[^)\s]*)?\)"
)


def main() -> None:
    """Build this version's folder, and the list of versions."""
    copy_pages()
    version = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))["version"]
    # Not --quiet: mkdocs counts only the warnings that it prints.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    ended = subprocess.run(  # noqa: S603
        [*command, "--site-dir", str(SITE / version)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    for line in ended.stdout.splitlines():
        if not line.startswith("INFO"):
            print(line)
    if ended.returncode:
        sys.exit("error: the site was not built")
    list_versions(version)


def copy_pages() -> None:
    """Copy what is on the site to where mkdocs looks for it."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(ROOT / "docs", PAGES, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(ROOT / "examples", PAGES / "examples", ignore=shutil.ignore_patterns("__pyc*"))
    for source, page in ELSEWHERE.items():
        shutil.copy(ROOT / source, PAGES / page)
    sources = {page: source for source, page in ELSEWHERE.items()}
    for file in PAGES.rglob("*.md"):
        page = file.relative_to(PAGES).as_posix()
        text = with_links_to_languages(file.read_text(encoding="utf-8"), page)
        file.write_text(with_links(text, sources.get(page, f"docs/{page}"), page), encoding="utf-8")


def with_links(text: str, source: str, page: str) -> str:
    """Return a page's text with links that hold on the site."""

    def on_the_site(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["path"]))
        target = ELSEWHERE.get(path, path.removeprefix("docs/"))
        return posixpath.relpath(target, posixpath.dirname(page) or ".") + (link["anchor"] or "")

    return LINK.sub(on_the_site, text)


def with_links_to_languages(text: str, page: str) -> str:
    """Return a page's text with links to its translations as HTML.

    In Markdown, mkdocs would take each for a link to the language that is being built.
    """

    def as_html(link: re.Match[str]) -> str:
        target = ELSEWHERE.get(link["page"], link["page"])
        if language_of(target) == language_of(page) or base_of(target) != base_of(page):
            return link[0]
        url = posixpath.relpath(url_of(target), posixpath.dirname(url_of(page)) or ".")
        return f'<a href="{url}{link["anchor"] or ""}">{link["text"]}</a>'

    return TO_A_LANGUAGE.sub(as_html, text)


def base_of(page: str) -> str:
    """Return what all translations of a page are called."""
    return page.partition(".")[0]


def language_of(page: str) -> str:
    """Return the language of a page: empty for English."""
    return ".".join(page.split(".")[1:-1])


def url_of(page: str) -> str:
    """Return where a page is on the site."""
    return posixpath.join(language_of(page), f"{base_of(page)}.html")


def list_versions(newest: str) -> None:
    """List the versions for the menu of every page, and lead to the newest."""
    versions = sorted((folder.name for folder in SITE.iterdir() if folder.is_dir()), reverse=True)
    entries = [{"version": each, "title": each, "aliases": []} for each in versions]
    (SITE / "versions.json").write_text(json.dumps(entries), encoding="utf-8")
    (SITE / "index.html").write_text(
        f'<!doctype html><meta http-equiv="refresh" content="0; url={newest}/index.html">\n'
        f'<a href="{newest}/index.html">line-connector {newest}</a>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
