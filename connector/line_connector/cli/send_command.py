"""How the command line of `send` is read: options in the order given, and texts as they are."""

from __future__ import annotations

import re

import click

ORDER = "line_connector.order"
"""Where the command's context has the names of its options, in the order given."""

_TEXT = re.compile(r"-[\d\s.,]")
"""The start of a text that begins with a hyphen and that no option begins with."""


class SendCommand(click.Command):
    """A command that knows in which order its options stand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep the order of the options."""
        args = self._with_texts_last(args)
        _, _, order = self.make_parser(ctx).parse_args(args=[*args])
        ctx.meta[ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)

    def _with_texts_last(self, args: list[str]) -> list[str]:
        """Return the arguments with a text such as `-5 °C` behind `--`, so that it is no option."""
        takes_value = {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        others: list[str] = []
        texts: list[str] = []
        remaining = iter(args)
        for argument in remaining:
            if argument == "--":
                return [*others, "--", *texts, *remaining]
            if _TEXT.match(argument):
                texts.append(argument)
                continue
            others.append(argument)
            if argument in takes_value:
                others += [value for value in [next(remaining, None)] if value is not None]
        return [*others, "--", *texts] if texts else others
