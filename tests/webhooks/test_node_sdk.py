"""LINE's official SDK for Node agrees on who signed: `make test-with-node` installs it."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest

from line_connector.errors import SignatureError
from line_connector.webhooks import verify
from support.node import found_node, found_packages
from support.webhooks import FILE, SECRET, signed

SCRIPT = Path(__file__).with_name("validate_signature.mjs")


def test_signatures() -> None:
    if not FILE.exists():
        pytest.skip(f"no corpus at {FILE}")
    folder = found_packages("line-node", "@line/bot-sdk", "test-with-node")
    lines = FILE.read_text(encoding="utf-8").splitlines()
    bodies = [json.dumps(json.loads(line)["body"], ensure_ascii=False).encode() for line in lines]
    asked = [
        (body, signature)
        for body in bodies
        for signature in (signed(body), signed(body, "x"), signed(body + b" "), "AAAA", "")
    ]
    questions = [
        json.dumps([base64.b64encode(body).decode(), SECRET, signature])
        for body, signature in asked
    ]
    ended = subprocess.run(
        [found_node(), str(SCRIPT)],
        input="\n".join(questions) + "\n",
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(map(json.loads, ended.stdout.splitlines())) == [ours(*each) for each in asked]


def ours(body: bytes, signature: str) -> bool:
    try:
        verify(body, signature, SECRET)
    except SignatureError:
        return False
    return True
