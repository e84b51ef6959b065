"""Problems of a document as people read them: each with its line and column."""

from __future__ import annotations

from collections.abc import Iterable

from line_connector.documents.places import Place, places_in
from line_connector.schema.problems import MOST_PROBLEMS, Problem, first_problems


def placed_problems(
    text: str, source: str, problems: Iterable[Problem]
) -> tuple[str, list[Problem]]:
    """Return what an error says, and the problems: both in the order of the document.

    Args:
        text: the document.
        source: what errors call it: its path.
        problems: what is wrong with it. Of more than 50, the number of the others is named.
    """
    found = list(problems)
    places = places_in(text, [each.path for each in found])
    placed = sorted(
        zip(places, found, strict=True),
        key=lambda each: (each[0], each[1].property, each[1].message),
    )
    listed = first_problems([problem for _, problem in placed])
    lines = [placed_line(source, place, problem) for place, problem in placed[:MOST_PROBLEMS]]
    lines += [f"{source}: {problem}" for problem in listed[MOST_PROBLEMS:]]
    return "\n".join(dict.fromkeys(lines)), listed


def placed_line(source: str, place: Place, problem: Problem) -> str:
    """Return one problem with its place."""
    return f"{source}, line {place.line}, column {place.column}: {problem}"
