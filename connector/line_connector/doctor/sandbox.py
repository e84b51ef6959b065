"""Check of the sandbox whose address the configuration file has."""

from __future__ import annotations

import requests

from line_connector.doctor.check import Check


def check_sandbox(url: str) -> Check:
    """Check that a sandbox is running at an address on this machine."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            is_there = session.get(f"{url.rstrip('/')}/_sandbox/env", timeout=5).ok
    except requests.RequestException:
        is_there = False
    if is_there:
        return Check("sandbox", "ok", f"running at {url}")
    return Check("sandbox", "warning", f"not running at {url}", "line-connector sandbox")
