"""A playbook as a picture: a flow chart in Mermaid's language."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.reading import PlaybookFile

_ESCAPED = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "\n": " "}


def mermaid(file: PlaybookFile) -> str:
    """Return the flow chart: a box for each step, and how one leads to the next."""
    return "\n".join(_lines(file.name, file.playbook)) + "\n"


def _lines(name: str, playbook: Playbook) -> Iterator[str]:
    yield "flowchart TD"
    yield f'    start(["{_text(name)}"])'
    for step in playbook.steps:
        yield f'    {_node(step)}["{_label(step)}"]'
    yield '    done(["done"])'
    ordinary = [step for step in playbook.steps if step.id not in playbook.branches]
    yield f"    start --> {_node(ordinary[0]) if ordinary else 'done'}"
    for position, step in enumerate(playbook.steps):
        later = playbook.steps[position + 1 :]
        following = next((_node(s) for s in later if s.id not in playbook.branches), "done")
        yield f"    {_node(step)} --> {following}"
        if step.on_error not in {"fail", "continue"}:
            yield f'    {_node(step)} -. "on error" .-> step_{step.on_error}'
    for step in playbook.steps:
        if step.id in playbook.branches:
            yield f"    style {_node(step)} stroke-dasharray: 5 5"


def _label(step: Step) -> str:
    lines = [f"<b>{step.id}</b>", step.action or "ask"]
    if step.if_ is not True:
        lines.append(f"<i>if {_text(str(step.if_))}</i>")
    if step.for_each is not None:
        each = f"{len(step.for_each)} items" if isinstance(step.for_each, list) else step.for_each
        lines.append(f"<i>for each of {_text(each)}</i>")
    if step.wait:
        lines.append("<i>until it has ended</i>")
    if step.on_error == "continue":
        lines.append("<i>continues after an error</i>")
    return "<br/>".join(lines)


def _node(step: Step) -> str:
    return f"step_{step.id}"  # Mermaid has words of its own, such as `end`


def _text(text: str) -> str:
    plain = text.replace("${{", "").replace("}}", "").strip()
    return "".join(_ESCAPED.get(character, character) for character in plain)
