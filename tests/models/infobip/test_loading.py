"""What is imported, and when; and what the package offers by name."""

from __future__ import annotations

import inspect

import pytest

import line_actions
from line_connector.models import infobip
from support.loading import loaded_after


def test_the_package_alone_needs_no_model() -> None:
    assert "pydantic" not in loaded_after("import line_connector.models.infobip")


def test_a_push_over_line_needs_nothing_of_infobip() -> None:
    actions = str(next(iter(line_actions.__path__)) + "/..")
    loaded = loaded_after(
        f"sys.path.insert(0, {actions!r})\n"
        "from line_actions.message.push_message import PushMessage\n"
        "PushMessage.request(PushMessage.read_input(PushMessage.example))"
    )

    assert not {name for name in loaded if "infobip" in name}


def test_a_notification_needs_neither_omni_nor_single_nor_the_catalogue() -> None:
    loaded = loaded_after("from line_connector.models.infobip import LineMessage, LonBubble")

    assert not {name for name in loaded if ".omni" in name or ".single" in name or "yaml" in name}


@pytest.mark.parametrize("name", infobip.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    exported = getattr(infobip, name)

    assert exported.__name__ == name
    if inspect.isclass(exported):
        assert exported.__module__.startswith("line_connector.models.infobip.")


def test_a_name_that_is_not_exported() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Pigeon'"):
        _ = infobip.Pigeon  # type: ignore[attr-defined]
