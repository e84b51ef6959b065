"""Completion in bash, which divides words at colons and equals signs.

Click's own script hands over the divided words: of `tag:v` it would complete `v`, and of
`--set to=ops` it would count three arguments.
"""

from __future__ import annotations

import os
import re

from click.shell_completion import BashComplete, CompletionItem, split_arg_string

_SCRIPT = """\
%(complete_func)s() {
    local IFS=$'\\n' response completion type value
    response=$(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" %(complete_var)s=bash_complete $1)
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) COMPREPLY=(); compopt -o dirnames ;;
            file) COMPREPLY=(); compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ASSIGNMENT = re.compile(r"\w+=")
_DIVIDED = re.compile(r".*[:=]")


class WholeWordsBashComplete(BashComplete):
    """Completion for bash from 4.4 on.

    The script gives the line up to the cursor in `COMP_LINE`. It gets a line for each value: type
    and value, separated by a comma; of the value only what stands behind the last colon or equals
    sign, since bash keeps what is before.
    """

    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the finished words without the command, and the one that is being typed."""
        line = _line()
        words = split_arg_string(line)
        if line[-1:].isspace():
            words.append("")
        while _ASSIGNMENT.match(words[0]):
            words.pop(0)
        return words[1:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """Return the line for a value."""
        line = _line()
        kept = _DIVIDED.match(split_arg_string(line)[-1])
        is_quoted = any(line.count(quote) % 2 for quote in "\"'")
        before = kept[0] if kept and not is_quoted and item.type == "plain" else ""
        return f"{item.type},{item.value.removeprefix(before)}"


def _line() -> str:
    """Return the line; of a shell with click's script, from before an upgrade, its words."""
    return os.environ.get("COMP_LINE") or os.environ["COMP_WORDS"].replace("\n", " ")
