"""What a send is held to, as the configuration file says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from line_connector.configuration import read_configuration
from line_connector.configuration.policies import Budget, Policies
from line_connector.errors import CredentialsError, InputError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def test_policies_and_the_database_are_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(
        "blocked: refuse\nbudget: {month: 10000, send: 0}\nprofile_days: 7\n"
        "database: {env: DATABASE_URL}\n"
    )
    found = read_configuration(file)
    assert found.policies == Policies("refuse", Budget(10_000, 0), 7)
    with pytest.raises(CredentialsError, match="database: environment variable DATABASE_URL"):
        assert found.database_url
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:s3cret@host/x")
    assert found.database_url == "postgresql://u:s3cret@host/x"


def test_without_them_nothing_is_refused(file: Path) -> None:
    file.write_text("recipients: {}\n")
    assert read_configuration(file).policies == Policies("warn", None, 30)


def test_a_password_in_the_database_is_not_shown(file: Path) -> None:
    file.write_text("database: postgresql://u:s3cret@host/x\n")
    assert "s3cret" not in repr(read_configuration(file))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("blocked: maybe", "blocked must be one of refuse, warn, send"),
        ("blocked: [send]", "must be one of refuse, warn, send"),
        ("budget: 500", "must hold month or send"),
        ("budget: {}", "must hold month or send"),
        ("budget: {year: 5}", "must be one of month, send"),
        ("budget: {send: -1}", "must be a number of messages: 0 or more"),
        ("budget: {send: true}", "must be a number of messages: 0 or more"),
        ("budget: {send: 1.5}", "must be a number of messages: 0 or more"),
        ("profile_days: 0", "must be a number of days, at least 1"),
        ("database: 5", "must be a value, {env: NAME}"),
        ("database: {env: a b}", "env must be the name of an environment variable"),
        ("database: {}", "must be a value, {env: NAME}"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(file: Path, text: str, words: str) -> None:
    file.write_text(text + "\n")
    with pytest.raises(InputError) as raised:
        read_configuration(file)
    assert words.removeprefix("blocked ") in str(raised.value)
    assert str(raised.value).startswith(f"{file}, line 1, column ")
