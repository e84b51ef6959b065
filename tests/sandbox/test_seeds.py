"""Seeds and channels: a sandbox begins with the people that a test is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import requests
import yaml

from line_connector.sandbox import Sandbox
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.seed_file import read_seed

if TYPE_CHECKING:
    from sandbox.conftest import Client

NINA, OMAR = f"U{'a' * 32}", f"U{'c' * 32}"
GROUP, ROOM = f"C{'a' * 32}", f"R{'a' * 32}"
FRIEND = f"U{1:032x}"

MENU = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "Main",
    "chatBarText": "Menu",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
            "action": {"type": "message", "text": "Hi"},
        }
    ],
}

SEED: dict[str, Any] = {
    "settings": {"quota": 500},
    "users": [
        {"userId": NINA, "displayName": "Nina", "language": "de", "pictureUrl": "https://e.co/n"},
        {"userId": OMAR, "displayName": "Omar", "status": "blocked"},
    ],
    "groups": [
        {"groupId": GROUP, "groupName": "Ops", "members": [NINA, FRIEND]},
        {"roomId": ROOM, "members": [NINA]},
    ],
    "phoneUsers": [{"phone": "+66810000001", "userId": NINA, "consent": "given"}],
    "richMenus": [{"richMenu": MENU, "isDefault": True}],
    "channels": [
        {
            "id": "2000000001",
            "secret": "second-secret",
            "token": "second-token",
            "name": "Second",
            "settings": {"quota": 2},
            "users": [{"userId": NINA, "displayName": "Nina"}],
        },
        {"id": "2000000002", "secret": "third-secret", "token": "third-token"},
    ],
}


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(seed=SEED) as sandbox:
        yield sandbox


def push(client: Client, to: str, token: str = "sandbox-token") -> tuple[int, str]:
    body = {"to": to, "messages": [{"type": "text", "text": "Hi"}]}
    reply = client.post("/v2/bot/message/push", body, token)
    return reply.status, reply.json.get("message", "")


def test_the_people_of_a_seed_are_there_beside_the_friends(client: Client) -> None:
    profile = client.get(f"/v2/bot/profile/{NINA}").json
    assert (profile["displayName"], profile["language"]) == ("Nina", "de")
    assert client.get(f"/v2/bot/profile/{OMAR}").status == 404
    assert [push(client, to)[0] for to in (NINA, GROUP, ROOM, FRIEND)] == [200] * 4
    assert client.get("/v2/bot/message/quota").json["value"] == 500
    assert client.seen(f"displayed-rich-menu?userId={NINA}")["richMenu"]["name"] == "Main"
    assert client.get(f"/v2/bot/group/{GROUP}/members/count").json == {"count": 2}


def test_a_channel_has_friends_and_a_quota_of_its_own(client: Client) -> None:
    assert push(client, FRIEND, "second-token") == (400, "Failed to send messages")
    assert [push(client, NINA, "second-token")[0] for _ in range(3)] == [200, 200, 429]
    assert push(client, NINA)[0] == 200
    assert push(client, NINA, "third-token") == (400, "Failed to send messages")
    assert client.get("/v2/bot/info", "second-token").json["displayName"] == "Second"
    entries = client.seen(f"received?to={NINA}")["received"]
    assert sorted(entry.get("channel", "") for entry in entries) == ["", "2000000001", "2000000001"]
    by_second = client.seen("received?channel=2000000001")["received"]
    assert [entry["to"] for entry in by_second] == [NINA, NINA]
    assert client.seen("requests")["requests"][0]["channel"] == "2000000001"


def test_a_channel_issues_tokens_for_its_own_secret(client: Client) -> None:
    def token(channel_id: str, secret: str) -> Any:
        form = {
            "grant_type": "client_credentials",
            "client_id": channel_id,
            "client_secret": secret,
        }
        return requests.post(f"{client.url}/oauth2/v3/token", form, timeout=10).json()

    issued = token("2000000001", "second-secret")["access_token"]
    assert client.get("/v2/bot/info", issued).json["displayName"] == "Second"
    assert token("2000000001", "sandbox-secret")["error"] == "invalid_request"
    assert token("1000000001", "second-secret")["error"] == "invalid_request"


def test_the_control_api_can_be_about_a_channel(client: Client) -> None:
    users = client.seen("users?channel=2000000001")["users"]
    assert [user["userId"] for user in users] == [NINA]
    client.control("users?channel=2000000001", userId=FRIEND)
    assert push(client, FRIEND, "second-token")[0] == 200
    assert client.seen("settings?channel=2000000001")["quota"] == 2
    assert client.send("GET", "/_sandbox/users?channel=9").json == {
        "message": "channel: the sandbox does not know 9"
    }


def test_a_fault_is_for_a_channel(client: Client) -> None:
    client.control("faults", kind="server-error", channel="2000000001")
    assert [push(client, NINA)[0], push(client, NINA, "second-token")[0]] == [200, 500]


def test_reset_brings_the_seed_back(client: Client) -> None:
    client.control("users", userId=NINA, status="blocked")
    push(client, NINA, "second-token")
    client.control("seed", channels=[{"id": "3", "secret": "s", "token": "t"}])
    client.control("reset")
    assert push(client, NINA)[0] == 200
    assert [push(client, NINA, "second-token")[0] for _ in range(3)] == [200, 200, 429]
    channels = [each["id"] for each in client.seen("channels")["channels"]]
    assert channels == ["1000000001", "2000000001", "2000000002"]


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["user"], [], "user: user is unknown; did you mean users?"),
        (["users", 1, "status"], "enemy", "users[1].status: 'enemy' is not one of"),
        (
            ["users", 0, "displayNam"],
            "N",
            "users[0].displayNam: displayNam is unknown; did you mean displayName?",
        ),
        (["groups", 0, "members", 0], f"U{'9' * 32}", "groups[0].members: the sandbox does not"),
        (["settings", "quotas"], 5, "settings.quotas: quotas is unknown; did you mean quota?"),
        (["users"], "Nina", "users: must be an object"),
        (["richMenus", 0, "richMenu", "name"], 5, "richMenus[0].richMenu.name: "),
        (["channels", 0, "secrets"], "s", "channels[0].secrets: secrets is unknown; did you mean"),
        (["channels", 0, "id"], 5, "channels[0].id: must be a text in quotes, not 5"),
        (["channels", 0, "id"], "1000000001", "channels[0].id: 1000000001 is the default channel"),
        (["channels", 0, "users", 0, "age"], -1, "channels[0].users[0].age: -1 is less than"),
        (["channels", 0, "token"], "other", "channels[0].id: channel 2000000001 exists, and dif"),
        (["clock"], "tomorrow", "clock: must be a time like"),
    ],
)
def test_a_wrong_seed_changes_nothing(
    client: Client, path: list[str | int], value: Any, problem: str
) -> None:
    document = deepcopy(SEED)
    document["users"].append({"userId": f"U{'d' * 32}"})
    document["channels"].append({"id": "4", "secret": "s", "token": "4"})
    target: Any = document
    for part in path[:-1]:
        target = target[part]
    target[path[-1]] = value
    before = [client.seen(name) for name in ("users", "channels", "settings")]
    reply = client.send("POST", "/_sandbox/seed", json.dumps(document))
    assert (reply.status, reply.json["message"][: len(problem)]) == (400, problem)
    assert [client.seen(name) for name in ("users", "channels", "settings")] == before


def test_a_sandbox_does_not_start_with_a_wrong_seed() -> None:
    with pytest.raises(ValueError, match="did you mean users"):
        Sandbox(seed={"user": []}).start()


def test_channels_outlive_the_sandbox_in_files(tmp_path: Path) -> None:
    database = str(tmp_path / "sandbox.db")
    channels = Channels(PROVIDERS, database)
    with Sandbox(database=str(tmp_path / "other.db"), seed=SEED):
        pass
    with Sandbox(database=str(tmp_path / "other.db")) as sandbox:
        ids = [each["id"] for each in sandbox.control.get("channels")["channels"]]
    channels.close()
    assert ids == ["1000000001", "2000000001", "2000000002"]


def test_a_file_has_its_seed_once(tmp_path: Path) -> None:
    seed = {**SEED, "clock": "2026-04-01T09:00:00Z"}

    def start() -> Sandbox:
        return Sandbox(database=str(tmp_path / "kept.db"), seed=seed)

    with Sandbox(database=str(tmp_path / "kept.db")):
        pass  # without the seed: it is still to come
    with start() as sandbox:
        menus = menus_of(sandbox)
        sandbox.control.post("settings", quota=7)
        sandbox.control.post("clock", advance=60)
    with start() as sandbox:
        assert menus_of(sandbox) == menus
        assert sandbox.control.get("settings")["quota"] == 7
        assert sandbox.control.get("clock")["now"] == "2026-04-01T09:01:00.000Z"
        sandbox.reset()
        assert sandbox.control.get("settings")["quota"] == 500
        assert sandbox.control.get("clock")["now"] == "2026-04-01T09:00:00.000Z"
        menus = menus_of(sandbox)
    with start() as sandbox:
        assert menus_of(sandbox) == menus
    assert len(menus) == 1


def test_what_a_channel_that_is_gone_left_in_its_file_is_forgotten(tmp_path: Path) -> None:
    seed = deepcopy(SEED)
    seed["channels"][0]["richMenus"] = [{"richMenu": MENU}]
    database = str(tmp_path / "kept.db")
    with Sandbox(database=database, seed=seed):
        pass
    for part in tmp_path.glob("kept.db*"):
        if "2000000001" not in part.name:
            part.unlink()
    with Sandbox(database=database, seed=seed) as sandbox:
        assert len(menus_of(sandbox, "second-token")) == 1


def menus_of(sandbox: Sandbox, token: str = "sandbox-token") -> list[str]:
    headers = {"authorization": f"Bearer {token}"}
    url = f"{sandbox.url}/v2/bot/richmenu/list"
    menus = requests.get(url, headers=headers, timeout=10).json()["richmenus"]
    return [menu["richMenuId"] for menu in menus]


def test_times_in_a_file_are_texts(tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text("clock: 2026-04-01T09:00:00Z\n")
    assert read_seed(file) == {"clock": "2026-04-01T09:00:00Z"}
    with Sandbox(seed=file) as sandbox:
        assert sandbox.control.get("clock")["now"] == "2026-04-01T09:00:00.000Z"


@pytest.mark.parametrize("text", ["- a", "users: [", "\t"])
def test_what_is_no_seed_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"line 1|line 2|must be an object"):
        read_seed(file)


def test_the_published_schema_takes_the_seed() -> None:
    path = Path(__file__).parents[2] / "docs" / "sandbox-seed.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(json.dumps(SEED)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"users": [{"displayNam": "Nina"}]}, schema)


def test_the_control_api_takes_yaml(client: Client) -> None:
    text = "users:\n- {userId: U77777777777777777777777777777777, displayName: Dao}\n"
    kept = client.send("POST", "/_sandbox/seed", text, content_type="application/yaml")
    assert kept.json == {"channels": 0, "users": 1}
    assert client.get("/v2/bot/profile/U77777777777777777777777777777777").status == 200


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("users: [", "The body is not YAML: line 1: "),
        ("- users", "The body must be an object in YAML or JSON"),
        ("users: [{displayNam: Dao}]", "users[0].displayNam: "),
        (b"\xff", "The body is not YAML: not UTF-8"),
        ("", "The body must be an object in YAML or JSON, such as `users: []`"),
    ],
)
def test_wrong_yaml_says_what_is_wrong(client: Client, body: str | bytes, problem: str) -> None:
    answer = client.send("POST", "/_sandbox/seed", body, content_type="application/yaml")
    assert answer.status == 400
    assert answer.json["message"].startswith(problem)
