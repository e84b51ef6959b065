"""A playbook run in processes of their own, to be killed.

A process that has imported everything forks for each life of a run: so hundreds of them take
seconds, and each can still be killed as any process can.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import traceback
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from line_connector import Connector
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from sandboxed import SOON_RETRIES

PLAYBOOK = """
inputs:
  users: {type: array}
  phones: {type: array}
  round: {type: integer}
steps:
  - id: quota
    action: get_message_quota
  - id: each
    action: push_message
    for_each: ${{ inputs.users }}
    max_parallel: 3
    with:
      to: ${{ item }}
      messages: [{type: text, text: "push ${{ inputs.round }}"}]
  - id: many
    action: multicast
    with:
      to: ${{ inputs.users }}
      messages: [{type: text, text: "multicast ${{ inputs.round }}"}]
  - id: sms
    action: infobip_send_omni_message
    for_each: ${{ inputs.phones }}
    with:
      destinations:
        - {to: {phoneNumber: "${{ item }}"}, messageId: "${{ inputs.round }}-${{ item }}"}
      line: {type: TEXT, text: "omni ${{ inputs.round }}"}
      sms: {text: "omni ${{ inputs.round }}"}
  - id: some
    action: narrowcast
    with:
      messages: [{type: text, text: "narrowcast ${{ inputs.round }}"}]
outputs:
  quota: ${{ steps.quota.json_body.value }}
  pushed: ${{ length(steps.each) }}
"""


def carry_on(folder: str, env: dict[str, str], inputs: dict[str, Any]) -> None:
    """Start the run, or go on with it where one was begun."""
    with (
        closing(Journal(Path(folder))) as journal,
        Connector(fields(env), retries=SOON_RETRIES) as connector,
    ):
        runs = journal.runs()
        if runs and runs[0].status == "done":
            return  # killed after all was done
        if runs:
            resume_run(runs[0].id, connector, journal)
        else:
            start_run(parse_playbook(PLAYBOOK, "crash.yaml"), inputs, connector, journal)


def fields(env: dict[str, str]) -> dict[str, dict[str, str]]:
    return {
        name: {
            variable.removeprefix(f"{name.upper()}_").lower(): value
            for variable, value in env.items()
            if variable.startswith(name.upper())
        }
        for name in ("line", "infobip")
    }


class Lives:
    """Starts lives of runs, and ends them."""

    def __init__(self) -> None:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**os.environ, "PYTHONPATH": path},
        )

    def __enter__(self) -> Lives:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def live(self, seconds: float, *arguments: Any) -> bool:
        """Let a run live for a time at most; return whether it ended by itself, and well."""
        answers = self._process.stdout
        assert answers is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        process = int(answers.readline())
        ended, _, _ = select.select([answers], [], [], seconds)
        if not ended:
            with suppress(ProcessLookupError):  # it ended this very moment
                os.kill(process, signal.SIGKILL)
        status = int(answers.readline())
        assert status in {0, signal.SIGKILL}, "it failed; its traceback is above"
        return status == 0


def serve() -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            try:
                carry_on(*json.loads(line))
            except BaseException:  # noqa: BLE001 - whatever it is, this process is no test run
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        tell(process)
        _, status = os.waitpid(process, 0)
        tell(status)


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
