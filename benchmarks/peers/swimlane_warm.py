"""Many pushes through one of Swimlane's runners; works in a connector's folder."""

import json
import os
import sys
from pathlib import Path

import yaml
from connector_definition_runner import Runner
from loop import measure


def _schema(path: str) -> dict[str, object]:
    return yaml.safe_load(Path("config", path).read_text(encoding="utf-8"))


body, count = json.loads(sys.argv[1]), int(sys.argv[2])
action = _schema("actions/push_message.yaml")
asset = {
    field: os.environ[f"LINE_{field.upper()}"] for field in ("url", "client_id", "client_secret")
}
runner = Runner(
    asset=asset, asset_schema=_schema("assets/oauth2_client_credentials.yaml"), http_proxy=None
)
measure(lambda: runner.run(inputs={"json_body": body}, action_schema=action), count)
