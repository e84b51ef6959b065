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
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from line_connector import Connector
from line_connector.errors import ApiError, SessionError, UnknownOutcomeError
from line_connector.playbook.calls import StepError
from line_connector.playbook.journal import Journal
from line_connector.playbook.reading import parse_playbook
from line_connector.playbook.running import resume_run, start_run
from support.sandboxed import SOON_RETRIES

READ_TIMEOUT = 0.3
"""Seconds that a call waits for its answer, where the environment does not say."""

PATIENT = {"LINE_READ_TIMEOUT": "60", "INFOBIP_READ_TIMEOUT": "60"}
"""Environment variables of a run that has to succeed, also on a busy machine."""

PLAYBOOK = """
inputs:
  users: {type: array}
  phones: {type: array}
  round: {type: integer}
  token: {}
steps:
  - id: quota
    action: get_message_quota
  - id: answer
    action: reply_message
    with:
      replyToken: ${{ inputs.token }}
      messages: [{type: text, text: "answer ${{ inputs.round }}"}]
  - id: push
    action: push_message
    for_each: ${{ inputs.users }}
    max_parallel: 3
    with:
      to: ${{ item }}
      messages: [{type: text, text: "push ${{ inputs.round }}"}]
  - id: multicast
    action: multicast
    with:
      to: ${{ inputs.users }}
      messages: [{type: text, text: "multicast ${{ inputs.round }}"}]
  - id: passed_over
    action: push_message
    for_each: ${{ inputs.users }}
    max_parallel: 2
    on_error: continue
    with:
      to: ${{ item }}
      messages: [{type: text, text: "passed_over ${{ inputs.round }}"}]
  - id: omni
    action: infobip_send_omni_message
    for_each: ${{ inputs.phones }}
    with:
      destinations:
        - {to: {phoneNumber: "${{ item }}"}, messageId: "${{ inputs.round }}-${{ item }}"}
      line: {type: TEXT, text: "omni ${{ inputs.round }}"}
      sms: {text: "omni ${{ inputs.round }}"}
  - id: first_way
    action: push_message
    on_error: other_way
    with:
      to: ${{ inputs.users[0] }}
      messages: [{type: text, text: "first_way ${{ inputs.round }}"}]
  - id: narrowcast
    action: narrowcast
    with:
      messages: [{type: text, text: "narrowcast ${{ inputs.round }}"}]
  - id: other_way
    action: multicast
    with:
      to: ["${{ inputs.users[0] }}"]
      messages: [{type: text, text: "other_way ${{ inputs.round }}"}]
outputs:
  quota: ${{ steps.quota.json_body.value }}
  pushed: ${{ length(steps.push) }}
"""

ENDINGS = {0: "done", 1: "failed", 4: "unknown", signal.SIGKILL: "killed"}
"""How a life of a run ends, by the exit status or the signal of its process."""


def carry_on(
    folder: str, env: dict[str, str], inputs: dict[str, Any], sent: list[str], again: list[str]
) -> int:
    """Start the run, or go on with it where one was begun; return an exit status."""
    with (
        closing(Journal(Path(folder))) as journal,
        Connector(fields(env), retries=SOON_RETRIES) as connector,
    ):
        runs = journal.runs()
        if runs and runs[0].status == "done":
            return 0  # killed after all was done
        try:
            if runs:
                resume_run(runs[0].id, connector, journal, sent=sent, again=again)
            else:
                start_run(parse_playbook(PLAYBOOK, "crash.yaml"), inputs, connector, journal)
        except UnknownOutcomeError:
            return 4
        except StepError as error:
            if isinstance(error.cause, ApiError | SessionError):
                return 1
            raise
        return 0


def fields(env: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "read_timeout": READ_TIMEOUT,
            **{
                variable.removeprefix(f"{name.upper()}_").lower(): value
                for variable, value in env.items()
                if variable.startswith(name.upper())
            },
        }
        for name in ("line", "infobip")
    }


class Lives:
    """Starts lives of runs, and ends them.

    Args:
        env: further environment variables of their processes.
    """

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**os.environ, "PYTHONPATH": path, **(env or {})},
        )

    def __enter__(self) -> Lives:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def live(
        self, seconds: float, *arguments: Any, is_over: Callable[[], bool] | None = None
    ) -> str:
        """Let a run live; return how that ended, one of `ENDINGS`.

        Args:
            seconds: the time after which it is killed.
            arguments: of `carry_on`.
            is_over: is asked again and again whether to kill it already.
        """
        answers = self._process.stdout
        assert answers is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        process = int(answers.readline())
        until = time.monotonic() + seconds
        ended = False
        while not ended and (left := until - time.monotonic()) > 0 and not (is_over and is_over()):
            ended = bool(select.select([answers], [], [], min(left, 0.1) if is_over else left)[0])
        if not ended:
            with suppress(ProcessLookupError):  # it ended this very moment
                os.kill(process, signal.SIGKILL)
        status = int(answers.readline())
        code = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        assert code in ENDINGS, "it failed; its traceback is above"
        return ENDINGS[code]


def serve() -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            try:
                code = carry_on(*json.loads(line))
            except BaseException:  # noqa: BLE001 - whatever it is, this process is no test run
                traceback.print_exc()
                code = 70
            os._exit(code)
        tell(process)
        _, status = os.waitpid(process, 0)
        tell(status)


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
