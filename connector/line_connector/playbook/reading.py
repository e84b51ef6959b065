"""A playbook's file, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from line_connector.documents.places import Place, places_in
from line_connector.documents.reading import read_document
from line_connector.documents.text_files import read_text_file
from line_connector.errors import InputError
from line_connector.json_values import is_object
from line_connector.manifest import Manifest
from line_connector.playbook.check import IsLenient, always_strict, check_playbook
from line_connector.playbook.document import Playbook, Step
from line_connector.playbook.expressions import ExpressionError
from line_connector.recipient_names import Recipients
from line_connector.schema.placed_problems import placed_line, placed_problems
from line_connector.schema.problems import Location, Problem, problem_of


class PlaybookError(InputError):
    """A playbook is wrong; the text says where, by file, line and column, and why."""


@dataclass(frozen=True)
class PlaybookFile:
    """A playbook whose form is right."""

    source: str
    """What errors call it: its path."""

    text: str
    """The file's text."""

    playbook: Playbook

    @property
    def name(self) -> str:
        """What it is called: by itself, or as its file is; what is not UTF-8 in it is a ?."""
        name = self.playbook.name or Path(self.source).stem
        return name.encode(errors="replace").decode()

    def check(
        self,
        manifest: Manifest,
        is_lenient: IsLenient = always_strict,
        recipients: Recipients | None = None,
    ) -> None:
        """Check all that does not depend on a run's values.

        Args:
            manifest: the catalogue with the actions that its steps name.
            is_lenient: whether a connection lets unknown properties through.
            recipients: knows names of recipients; without it steps have IDs.

        Raises:
            PlaybookError: something is wrong; with every problem.
        """
        problems = check_playbook(self.playbook, manifest, is_lenient, recipients)
        if problems:
            raise _error(self.text, self.source, problems)

    def located(self, error: ExpressionError, step: Step | None = None) -> ExpressionError:
        """Return an expression's error with its place in the file.

        Args:
            error: it knows its path in the step, or in the playbook.
            step: the step.
        """
        path = error.path
        if step is not None:
            path = ("steps", [each.id for each in self.playbook.steps].index(step.id), *path)
        problem = Problem(path, str(error))
        found = ExpressionError(placed_line(self.source, _place(self.text, path), problem), path)
        found.problems = [problem]
        return found


@lru_cache(maxsize=64)
def _place(text: str, path: Location) -> Place:
    """Return a place; one step can fail for each of many items."""
    return places_in(text, [path])[0]


def read_playbook(path: Path | str) -> PlaybookFile:
    """Read a playbook's file.

    Raises:
        PlaybookError: its form is wrong; with every problem.
        InputError: it cannot be read, or is neither YAML nor JSON.
    """
    return parse_playbook(read_text_file(path), str(path))


def parse_playbook(text: str, source: str) -> PlaybookFile:
    """Read a playbook's text; `source` is what errors call it. Otherwise as `read_playbook`."""
    document = read_document(text, source)
    if not is_object(document):
        raise PlaybookError(f"{source}: must be an object with steps")
    try:
        return PlaybookFile(source, text, Playbook.model_validate(document))
    except ValidationError as error:
        problems = [problem_of(line) for line in error.errors(include_url=False)]
        raise _error(text, source, problems) from None


def _error(text: str, source: str, problems: list[Problem]) -> PlaybookError:
    return PlaybookError(*placed_problems(text, source, problems))
