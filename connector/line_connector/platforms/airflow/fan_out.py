"""Many recipients as mapped tasks, each with as many as LINE takes at once.

chunks = task(recipients_in_chunks)(everybody())
LineMulticastOperator.partial(task_id="send", messages=[…]).expand_kwargs(chunks)
"""

from __future__ import annotations

from collections.abc import Iterable


def recipients_in_chunks(
    recipients: Iterable[str], size: int | None = None
) -> list[dict[str, list[str]]]:
    """Return `to` for one mapped task after the other; who is named twice gets it once.

    Airflow maps 1024 times at most, unless `[core] max_map_length` says otherwise.

    Args:
        recipients: user IDs.
        size: how many to a task; as many as a multicast takes if absent.
    """
    size = size or most_in_a_multicast()
    different = list(dict.fromkeys(recipients))
    return [{"to": different[at : at + size]} for at in range(0, len(different), size)]


def most_in_a_multicast() -> int:
    """Return how many recipients LINE takes at once."""
    from line_connector.manifest import load_manifest

    model = load_manifest().action("multicast").action.input_model
    most: int = model.model_json_schema()["properties"]["to"]["maxItems"]
    return most
