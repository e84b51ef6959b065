"""Apprise, as it is installed, sends to the sandbox through `lineconnector://`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.sandboxed import USER, Line, text

apprise = pytest.importorskip("apprise")

import line_connector.platforms.apprise as plugin  # noqa: E402 - what it makes known to Apprise
from line_connector.platforms.apprise.plugin import NotifyLineConnector  # noqa: E402

GROUP = f"C{1:032x}"
STRANGER = f"U{'e' * 32}"


@pytest.fixture(autouse=True)
def env(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The sandbox's credentials, and a configuration file with names of recipients."""
    file = tmp_path / "config.yaml"
    file.write_text(
        f"default_recipient: ops\n"
        f"accounts:\n  tokyo: {{token: sandbox-token, url: '{line.url}'}}\n"
        f"recipients:\n  ops: {GROUP}\n  boss: {USER}\n"
    )
    env = {**line.env, "LINE_CONNECTOR_CONFIG": str(file)}
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return env


def notify(url: str, body: str = "on db-1", **more: object) -> bool:
    notifier = apprise.Apprise()
    assert notifier.add(url)
    return bool(notifier.notify(body=body, **more))


def test_title_and_body_become_a_text(line: Line) -> None:
    assert notify("lineconnector://boss", title="Disk full")
    assert line.received()[0]["messages"] == text("Disk full\non db-1")


@pytest.mark.parametrize(
    ("kind", "label"),
    [("info", "Info"), ("success", "Success"), ("warning", "Warning"), ("failure", "Error")],
)
def test_alert_card_has_the_severity_of_the_notification(line: Line, kind: str, label: str) -> None:
    assert notify("lineconnector://boss?card=alert", title="Disk full", notify_type=kind)
    ((card,),) = [entry["messages"] for entry in line.received()]
    assert card["type"] == "flex"
    assert card["altText"] == f"{label}: Disk full · on db-1"


def test_account_targets_and_silence_are_read_from_the_url(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in line.env:
        monkeypatch.delenv(name)
    assert notify("lineconnector://tokyo@boss/ops?silent=yes&overflow=split&retry=1")

    assert [len(line.received(to)) for to in (USER, GROUP)] == [1, 1]
    assert line.received()[0]["notificationDisabled"] is True


def test_no_target_is_the_default_recipient(line: Line) -> None:
    assert notify("lineconnector://")
    assert len(line.received(GROUP)) == 1


def test_images_at_https_addresses_are_shown_and_others_left_out(
    line: Line, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "disk.log"
    file.write_text("full")
    attachments = apprise.AppriseAttachment(
        [str(file), "https://example.com/a%20b.png?size=1", "https://example.com/a.pdf"]
    )
    plugin_ = apprise.Apprise.instantiate("lineconnector://boss")
    with caplog.at_level("WARNING", logger="apprise"):
        assert plugin_.send(body="on db-1", attach=attachments)

    words, image = line.received()[0]["messages"]
    assert words == text("on db-1")[0]
    assert image["originalContentUrl"] == "https://example.com/a%20b.png?size=1"
    assert "takes no files" in caplog.text
    assert "JPEG and PNG" in caplog.text


def test_too_long_a_body_is_cut_and_sent(line: Line) -> None:
    assert notify("lineconnector://boss", body="x" * 30_000)
    messages = line.received()[0]["messages"]
    assert len(messages) == 5
    assert messages[-1]["text"].endswith("more characters were left out")


def test_refusal_is_a_failure_with_its_reason_in_the_log(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="apprise"):
        assert not notify(f"lineconnector://boss/{STRANGER}")
    assert f"LINE: sent to {USER}" in caplog.text
    assert f"LINE: {STRANGER}: 400 Bad Request: Failed to send messages" in caplog.text
    assert len(line.received()) == 1


def test_retries_of_apprise_double_nothing(line: Line) -> None:
    assert not notify(f"lineconnector://boss/{STRANGER}?retry=2&wait=0")
    assert len(line.received()) == 1


@pytest.mark.parametrize(
    "url",
    ["lineconnector://ops?sillent=yes", "lineconnector://ops?card=flex", "lineconnector://a:b@c"],
)
def test_wrong_url_is_not_taken(url: str) -> None:
    assert not apprise.Apprise().add(url)


def test_url_is_given_back() -> None:
    url = "lineconnector://tokyo@ops/boss?silent=yes&card=alert"
    given: NotifyLineConnector = apprise.Apprise.instantiate(url)
    again: NotifyLineConnector = apprise.Apprise.instantiate(given.url())
    assert given.url() == again.url()
    assert given.url().startswith(url)
    assert len(given) == 2


@pytest.mark.parametrize("how", ["package", "import"])
def test_command_finds_the_plugin_by_its_path(
    line: Line, tmp_path: Path, how: str, env: Mapping[str, str]
) -> None:
    path = Path(plugin.__file__).parent
    if how == "import":
        path = tmp_path / "line.py"
        path.write_text("import line_connector.platforms.apprise\n")
    ended = subprocess.run(
        [
            *(sys.executable, "-c", "from apprise.cli import main; main()"),
            *("--plugin-path", str(path), "-b", "Hi", "lineconnector://boss"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert line.received()[0]["messages"] == text()
