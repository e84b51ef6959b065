"""What the connectors for Turbine hold: all of it from the catalogue, as Turbine reads it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from line_connector import Manifest, ManifestError, load_manifest
from line_connector.action import Action
from line_connector.platforms.turbine.bundle import bundle_files
from line_connector.platforms.turbine.override import Override
from line_connector.schema.model import Body, Input

Document = dict[str, Any]


class Colliding(Input):
    """What to ask for."""

    token: str
    """A word that the connection has too."""


class AskForToken(Action[Colliding, Body]):
    """Ask for a token."""

    method = "GET"
    path = "/v2/bot/{token}"
    rate_limit = "2000/s"


class CollidingWithPart(Input):
    """What to ask for."""

    headers: str
    """A word that a part has too."""


class AskForHeaders(Action[CollidingWithPart, Body]):
    """Ask for headers."""

    method = "GET"
    path = "/v2/bot/{headers}"
    rate_limit = "2000/s"


OWN = """
name: own
title: Own actions
version: "1"
actions:
  ask:
    class: {where}
    connection: line
    title: {title}
"""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return load_manifest()


@pytest.fixture(scope="module")
def files(manifest: Manifest) -> dict[str, str]:
    return bundle_files(manifest)


def document(files: dict[str, str], path: str) -> Document:
    found: Document = yaml.safe_load(files[path])
    return found


def test_every_action_has_its_yaml_and_its_script(
    files: dict[str, str], manifest: Manifest
) -> None:
    actions = {
        f"{spec.connection}/config/actions/{name}" for name, spec in manifest.actions.items()
    }
    scripts = {f"{spec.connection}/src/{name}" for name, spec in manifest.actions.items()}

    assert {path.removesuffix(".yaml") for path in files if "/actions/" in path} == actions
    assert {path.removesuffix(".py") for path in files if "/src/" in path} == scripts


def test_action_yaml_says_what_the_models_say(files: dict[str, str]) -> None:
    push = document(files, "line/config/actions/push_message.yaml")

    assert (push["schema"], push["name"], push["title"]) == (
        "action/1",
        "push_message",
        "Send Push Message",
    )
    assert push["inputs"]["required"] == ["to", "messages"]
    assert push["inputs"]["properties"]["messages"]["examples"] == [
        [{"type": "text", "text": "Your order has shipped."}]
    ]
    assert push["output"]["properties"]["status_code"]["examples"] == [200]
    assert {"reason", "response_headers", "json_body", "retry_key"} <= set(
        push["output"]["properties"]
    )
    assert push["meta"] == {}


def test_only_actions_with_a_retry_key_return_one(files: dict[str, str]) -> None:
    reply = document(files, "line/config/actions/reply_message.yaml")
    assert "retry_key" not in reply["output"]["properties"]


def test_schemas_are_written_in_swimlanes_dialect(files: dict[str, str]) -> None:
    def check(schema: Document, path: str) -> None:
        assert schema["type"] in {"object", "array", "string", "number", "integer", "boolean"}, path
        assert not {"example", "$ref", "anyOf", "oneOf", "const"} & schema.keys(), path
        assert not isinstance(schema.get("exclusiveMinimum"), bool), path
        for name, inner in schema.get("properties", {}).items():
            check(inner, f"{path}.{name}")
        if "items" in schema:
            check(schema["items"], f"{path}[]")

    for path, text in files.items():
        if path.endswith(".yaml"):
            for part in {"inputs", "output"} & yaml.safe_load(text).keys():
                check(yaml.safe_load(text)[part], f"{path}: {part}")


def test_assets_bear_the_names_that_swimlanes_runner_chooses(files: dict[str, str]) -> None:
    assets = {path for path in files if "/assets/" in path}
    assert assets == {
        "line/config/assets/http_bearer.yaml",
        "line/config/assets/oauth2_client_credentials.yaml",
        "line/config/assets/apikey.yaml",
        "infobip/config/assets/apikey.yaml",
        "infobip/config/assets/oauth2_client_credentials.yaml",
        "infobip/config/assets/http_basic.yaml",
    }


def test_connector_says_at_its_top_what_it_is(manifest: Manifest, files: dict[str, str]) -> None:
    assert document(files, "line/manifest.yaml") == {
        "schema": "connector/1",
        "name": "line",
        "title": "LINE Messaging API",
        "description": "A LINE Official Account's channel.",
        "version": manifest.version,
    }
    assert document(files, "infobip/manifest.yaml")["name"] == "infobip"


def test_only_the_connector_in_place_of_swimlanes_ignores_a_broadcasts_recipient(
    manifest: Manifest, files: dict[str, str]
) -> None:
    instead = bundle_files(manifest, like_swimlanes=True)
    assert "replaces_swimlanes = True" in instead["line/src/send_broadcast_message.py"]
    scripts = {**files, **{path: text for path, text in instead.items() if "infobip/" in path}}
    assert not [path for path, text in scripts.items() if "replaces_swimlanes" in text]


def test_asset_tells_the_stock_runner_how_to_use_it(files: dict[str, str]) -> None:
    security = {
        path: document(files, path)["meta"].get("security") for path in files if "/assets/" in path
    }
    assert security["infobip/config/assets/http_basic.yaml"] == {"type": "http", "scheme": "basic"}
    assert security["line/config/assets/apikey.yaml"] is None, "it cannot sign assertions"


def test_asset_has_the_stock_keys_hides_secrets_and_checks_certificates(
    files: dict[str, str],
) -> None:
    asset = document(files, "line/config/assets/oauth2_client_credentials.yaml")["inputs"]
    fields = asset["properties"]

    assert {"url", "token_url", "client_id", "client_secret", "verify_ssl", "http_proxy"} <= set(
        fields
    )
    assert fields["verify_ssl"]["default"] is True
    assert fields["client_secret"]["format"] == "password"
    assert asset["required"] == ["client_id", "client_secret"]
    assert "default" not in fields["data_url"], "filled in, it could not follow url"
    assert not {"token", "private_key", "key_id"} & set(fields)


def test_inputs_go_into_parts_as_swimlanes_own(manifest: Manifest) -> None:
    files = bundle_files(manifest, like_swimlanes=True)
    push = document(files, "line/config/actions/send_push_message.yaml")
    update = document(files, "infobip/config/actions/update_an_omni_scenario.yaml")
    count = document(files, "line/config/actions/get_number_of_sent_push_messages.yaml")

    assert push["name"] == "send_push_message"
    assert list(push["inputs"]["properties"]) == ["json_body", "headers"]
    assert push["inputs"]["required"] == ["json_body"]
    assert push["inputs"]["properties"]["json_body"]["required"] == ["to", "messages"]
    assert list(push["inputs"]["properties"]["headers"]["properties"]) == ["X-Line-Retry-Key"]
    assert list(update["inputs"]["properties"]["path_parameters"]["properties"]) == ["scenarioKey"]
    assert list(count["inputs"]["properties"]) == ["parameters"]


def test_script_is_an_override_of_its_action(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".py"):
            imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
            scope: dict[str, Any] = {}
            exec(compile(text, path, "exec"), scope)

            assert issubclass(scope["RunnerOverride"], Override)
            assert scope["RunnerOverride"].action == Path(path).stem
            assert not imports


def test_no_module_of_the_adapter_is_called_like_an_action(manifest: Manifest) -> None:
    import line_connector.platforms.turbine as adapter

    modules = {file.stem for file in Path(adapter.__path__[0]).glob("*.py")}
    assert not modules & set(manifest.actions)


def test_input_called_like_a_field_of_the_asset_goes_into_a_part(
    tmp_path: Path, files: dict[str, str]
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN.format(where=f"{__name__}:AskForToken", title="Ask"))

    asked = document(bundle_files(load_manifest(own)), "line/config/actions/ask.yaml")
    assert list(asked["inputs"]["properties"]) == ["path_parameters"]
    issue = document(files, "line/config/actions/issue_channel_token.yaml")
    fields = issue["inputs"]["properties"]["json_body"]["properties"]
    assert fields["client_secret"]["format"] == "password"


def test_input_called_like_a_part_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN.format(where=f"{__name__}:AskForHeaders", title="Ask"))

    with pytest.raises(ManifestError, match="action ask, input headers: must not be called like"):
        bundle_files(load_manifest(own))


def test_two_actions_of_one_name_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    where = "line_actions.message.push_message:PushMessage"
    own.write_text(OWN.format(where=where, title="Send push message"))

    bundle_files(load_manifest(own))
    with pytest.raises(ManifestError, match="action ask: another one is called Send push message"):
        bundle_files(load_manifest(own), like_swimlanes=True)
