"""Progress of files that are sent and received."""

from __future__ import annotations

from pathlib import Path

from line_connector import Connector
from line_connector.http.transfers import watched_transfers
from support.sandboxed import Line


def test_a_download_reports_what_was_received(
    line: Line, connector: Connector, tmp_path: Path
) -> None:
    seen: list[tuple[int, int | None]] = []
    example = dict(connector.manifest.action("get_message_content").action.example)

    with watched_transfers(lambda done, size: seen.append((done, size))):
        connector.run("get_message_content", example, into=tmp_path / "file")

    size = (tmp_path / "file").stat().st_size
    assert seen[-1] == (size, size)


def test_an_upload_reports_what_was_sent(line: Line, connector: Connector, tmp_path: Path) -> None:
    ids = tmp_path / "ids.txt"
    ids.write_text("\n".join(f"U{number:032x}" for number in range(1, 4000)))
    seen: list[tuple[int, int | None]] = []

    with watched_transfers(lambda done, size: seen.append((done, size))):
        raw = {"description": "Buyers", "file": ids}
        connector.run("create_audience_for_uploading_user_ids", raw)

    done, size = seen[-1]
    assert done == size
    assert done > ids.stat().st_size  # with the form around it
    assert [each for each, _ in seen] == sorted(each for each, _ in seen)
    connector.run("create_audience_for_uploading_user_ids", raw)
    assert seen[-1] == (done, size)  # nobody watches any more
