"""The scaffold: what it writes is formatted, valid and tested as it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
OPENAPI = Path(os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"))

pytestmark = pytest.mark.skipif(
    not OPENAPI.is_dir(), reason=f"LINE's OpenAPI files are not in {OPENAPI}"
)

NEW = {
    "createRichMenuAlias": "rich_menu/create_rich_menu_alias",
    "setRichMenuImage": "rich_menu/set_rich_menu_image",
    "createAudienceForUploadingUserIds": "audience/create_audience_for_uploading_user_ids",
    "issueChannelToken": "token/issue_channel_token",
    "pushMessagesByPhone": "message/push_messages_by_phone",
    "updateLIFFApp": "liff/update_liff_app",
}
"""JSON, a file alone, a form with a file, a form, a header, parameters of the path."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to write into, without the actions that tests ask for."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("manifest.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, tree)
    for name in ("connector", "actions"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "support", tree / "tests" / "support")
    shutil.copy(ROOT / "tests" / "conftest.py", tree / "tests")
    for path in NEW.values():
        (tree / "actions" / "line_actions" / f"{path}.py").unlink(missing_ok=True)
    manifest = (tree / "manifest.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    names = {path.partition("/")[2] for path in NEW.values()}
    kept = [line for line in manifest if line.strip().partition(":")[0] not in names]
    (tree / "manifest.yaml").write_text("".join(kept), encoding="utf-8")
    for operation in NEW:
        ended = scaffold(tree, operation)
        assert ended.returncode == 0, ended.stderr
    return tree


def scaffold(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "new_action.py"), "--root", str(tree)]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)


def test_what_is_written_needs_no_other_hand_to_pass(tree: Path) -> None:
    files = [tree / "actions" / "line_actions" / f"{path}.py" for path in NEW.values()]
    files += list((tree / "tests" / "actions").rglob("*.py"))
    files += [tree / "connector" / "line_connector" / "sandbox" / "line"]
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, *map(str, files)]
        ended = subprocess.run(ruff, cwd=tree, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout
    assert not any("TODO" in file.read_text(encoding="utf-8") for file in files[:-1])


def test_generated_tests_pass(tree: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/actions"],
        cwd=tree,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, sources(tree))),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # they take longer than the tests
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "failed" not in ended.stdout


def sources(tree: Path) -> list[Path]:
    return [tree / "connector", tree / "actions"]


def test_manifest_lists_them_by_chapter(tree: Path) -> None:
    chapters = yaml.safe_load((tree / "manifest.yaml").read_text(encoding="utf-8"))["chapters"]

    assert chapters["rich_menu"]["connection"] == "line"
    assert chapters["liff"]["actions"]["update_liff_app"] == "Update Liff App"
    assert list(chapters["message"]["actions"])[-1] == "push_messages_by_phone"


def test_sandbox_has_their_rows(tree: Path) -> None:
    show = (
        "from line_connector.sandbox.line.provider import Line\n"
        "print(*(f'{x.name} {x.method} {x.path}' for x in Line().operations), sep='\\n')"
    )
    shown = subprocess.run(
        [sys.executable, "-c", show],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sources(tree)))},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert "createRichMenuAlias POST /v2/bot/richmenu/alias" in shown
    assert "updateLIFFApp PUT /liff/v1/apps/{liffId}" in shown
    names = [line.partition(" ")[0] for line in shown]
    assert len(names) == len(set(names))


def test_declarations_say_how_a_field_is_sent(tree: Path) -> None:
    def module(path: str) -> str:
        file = tree / "actions" / "line_actions" / f"{path}.py"
        return file.read_text(encoding="utf-8")

    image = module(NEW["setRichMenuImage"])
    assert "body = Bytes" in image
    assert 'host = "data_url"' in image
    assert "file: FileInput" in image
    assert "body = Multipart" in module(NEW["createAudienceForUploadingUserIds"])
    assert 'Field(alias="grant_type")' in module(NEW["issueChannelToken"])
    assert 'headers = {"deliveryTag": "X-Line-Delivery-Tag"}' in module(NEW["pushMessagesByPhone"])


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["getProfil"], "did you mean getProfile"),
        (["createRichMenuAlias"], "create_rich_menu_alias is there already"),
    ],
)
def test_what_cannot_be_written_is_one_line(tree: Path, arguments: list[str], why: str) -> None:
    ended = scaffold(tree, *arguments)

    assert ended.returncode == 2
    assert why in ended.stderr
    assert "Traceback" not in ended.stderr
