from __future__ import annotations

import sys
from pathlib import Path

import pytest

from line_connector import Connector, InputError, ManifestError, load_manifest
from line_connector.manifest import read_manifest
from support.sandboxed import Line

OWN = """
name: own
title: Own actions
version: "1"
actions:
  get_weather:
    class: own_line_actions:GetWeather
    connection: line
    title: Get Bot Info
"""

OWN_MODULE = '''
from line_connector.action import Action
from line_connector.schema.model import Body, Input


class Nothing(Input):
    """Nothing is asked."""


class GetWeather(Action[Nothing, Body]):
    """Ask who the account is."""

    method = "GET"
    path = "/v2/bot/info"
    rate_limit = "2000/s"


class NoAction:
    """Not an action."""
'''


IN_CHAPTERS = """
name: own
title: Own actions
version: "1"
package: own_chapters
chapters:
  bot:
    title: Bots
    connection: line
    actions:
      get_weather: Get Bot Info
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own_line_actions.py").write_text(OWN_MODULE)
    (tmp_path / "own.yaml").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "own.yaml"


def test_somebody_elses_manifest_adds_its_actions(own: Path, line: Line) -> None:
    line.fault("/v2/bot/info", answer={"status": 200, "json": {"displayName": "Shop"}})
    manifest = load_manifest(own)

    with Connector({"line": {"url": line.url, "token": "sandbox-token"}}, manifest) as connector:
        assert connector.run("get_weather").json_body == {"displayName": "Shop"}


def test_installed_manifests_are_found(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "own_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "manifest.yaml").write_text(OWN)
    info = tmp_path / "own_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: own-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[line_connector.manifests]\nown = own_package\n")

    assert "get_weather" in load_manifest().actions


@pytest.fixture
def in_chapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own_chapters" / "bot"
    folder.mkdir(parents=True)
    (folder / "get_weather.py").write_text(OWN_MODULE)
    (tmp_path / "own.yaml").write_text(IN_CHAPTERS)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "own.yaml"


def test_in_a_chapter_the_name_gives_module_and_class(in_chapters: Path) -> None:
    spec = load_manifest(in_chapters).action("get_weather")

    assert (spec.title, spec.connection, spec.chapter) == ("Get Bot Info", "line", "bot")
    assert spec.action.__module__ == "own_chapters.bot.get_weather"
    assert spec.action.path == "/v2/bot/info"


def test_action_without_a_chapter_has_none(own: Path) -> None:
    assert load_manifest(own).action("get_weather").chapter is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("package: own_chapters\n", ""), "package: is required with chapters"),
        (("connection: line", "connection: sms"), "chapters.bot.connection: must be one of"),
        (("get_weather: Get", "GetWeather: Get"), "chapters.bot.actions.GetWeather"),
        (("Get Bot Info", "{title: Get}"), "chapters.bot.actions.get_weather"),
        (("get_weather:", "push_message:"), "actions.push_message: is declared already"),
        (
            (
                "chapters:",
                "actions: {get_weather: {class: 'a:B', connection: line, title: B}}\nchapters:",
            ),
            "chapters.bot.actions.get_weather: is declared already",
        ),
    ],
)
def test_wrong_chapter_says_where_and_why(
    in_chapters: Path, change: tuple[str, str], where: str
) -> None:
    in_chapters.write_text(IN_CHAPTERS.replace(*change))

    with pytest.raises(ManifestError) as caught:
        load_manifest(in_chapters)
    assert str(in_chapters) in str(caught.value)
    assert where in str(caught.value)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            ("connection: line", "connection: sms"),
            "actions.get_weather.connection: must be one of",
        ),
        (("title: Get Bot Info", "titel: x"), "actions.get_weather.titel"),
        (("    title: Get Bot Info", ""), "actions.get_weather.title: is required"),
        (("own_line_actions:GetWeather", "GetWeather"), "actions.get_weather.class"),
        (("get_weather:", "push_message:"), "actions.push_message: is declared already"),
        (("actions:", "actions: ["), "own.yaml, line"),
        (("get_weather:", "GetWeather:"), "actions.GetWeather"),
    ],
)
def test_wrong_manifest_says_where_and_why(own: Path, change: tuple[str, str], where: str) -> None:
    own.write_text(OWN.replace(*change))

    with pytest.raises(ManifestError) as caught:
        load_manifest(own)
    assert str(own) in str(caught.value)
    assert where in str(caught.value)


def test_unknown_authentication_scheme_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN + "connections: {sms: {title: SMS, authentication: [magic], fields: {}}}\n")
    with pytest.raises(ManifestError, match="magic is none of token"):
        read_manifest(file)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("no_such_module:GetWeather", "cannot be imported"),
        ("own_line_actions:GetWeathe", "no such class"),
        ("own_line_actions:NoAction", "is not an Action"),
    ],
)
def test_class_that_is_none_is_told_when_it_is_needed(own: Path, path: str, why: str) -> None:
    own.write_text(OWN.replace("own_line_actions:GetWeather", path))

    with pytest.raises(ManifestError, match=why):
        _ = load_manifest(own).action("get_weather").action


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise RuntimeError('no weather today\\nor tomorrow')", "RuntimeError: no weather today"),
        ("import os\n\nclass GetWeather\n", "SyntaxError: expected ':' (broken.py, line 3)"),
        ("import os\nos.weather", "AttributeError: module 'os' has no attribute 'weather'"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    ],
)
def test_what_is_wrong_with_somebody_elses_module_is_told_in_one_line(
    own: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str
) -> None:
    own.with_name("broken.py").write_text(text)
    monkeypatch.delitem(sys.modules, "broken", raising=False)
    own.write_text(OWN.replace("own_line_actions:", "broken:"))

    with pytest.raises(ManifestError) as caught:
        _ = load_manifest(own).action("get_weather").action
    where = f"{own}: action get_weather, class broken:GetWeather"
    assert str(caught.value) == f"{where}: cannot be imported: {why}"


@pytest.mark.parametrize(
    ("toolsets", "why"),
    [
        ("{mine: [get_weather]}", None),
        ("{mine: [bot], messaging: [get_weather]}", None),
        ("{mine: [push_message]}", "toolsets.mine[0]: must be a chapter or an action of this file"),
        ("{mine: [bot], more: [bot]}", "toolsets.more[0]: is in a toolset already"),
    ],
)
def test_a_toolset_lists_chapters_and_actions_of_its_file(
    in_chapters: Path, toolsets: str, why: str | None
) -> None:
    in_chapters.write_text(f"{IN_CHAPTERS}toolsets: {toolsets}\n")
    if why is None:
        added = load_manifest(in_chapters).toolsets
        assert {"get_weather", "bot"} & set(added["mine"])
        assert "push_message" in added["messaging"]
        return
    with pytest.raises(ManifestError) as caught:
        load_manifest(in_chapters)
    assert why in str(caught.value)


def test_mistyped_action_gets_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean push_message"):
        load_manifest().action("push_mesage")


@pytest.mark.parametrize(
    ("url", "content_goes_to"),
    [
        (None, "https://api-data.line.me"),
        ("https://api.line.me", "https://api-data.line.me"),
        ("https://api.line.me/", "https://api-data.line.me"),
        ("https://gateway.example.com", "https://gateway.example.com"),
    ],
)
def test_content_follows_an_address_that_was_changed(url: str | None, content_goes_to: str) -> None:
    connection = load_manifest().connect("line", {"url": url})
    assert connection.address("data_url") == content_goes_to
