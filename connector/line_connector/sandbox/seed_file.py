"""Reading a seed file."""

from pathlib import Path
from typing import Any

import yaml

from line_connector.sandbox.json_values import is_object


def read_seed(path: Path) -> dict[str, Any]:
    """Read a seed from a YAML or JSON file.

    Raises:
        ValueError: it is no such file, or no object.
        OSError: it cannot be read.
    """
    value = read_yaml(path.read_bytes())
    if not is_object(value):
        raise ValueError("must be an object, such as `users:` and below it a list")
    return value


def read_yaml(content: bytes) -> Any:
    """Return the value of a YAML or JSON document, in which times are texts.

    Raises:
        ValueError: it is none.
    """
    try:
        return yaml.load(content.decode(), _Loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}{getattr(error, 'problem', None) or 'not YAML'}") from None
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None


class _Loader(yaml.SafeLoader):
    """A safe loader to which a time is a text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
