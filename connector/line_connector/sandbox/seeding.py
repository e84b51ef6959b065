"""Seeds: people, groups, rich menus and channels that a sandbox is given at once.

A seed is a document of what the control API takes: `users` is a list of what `POST users` takes.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

from line_connector.sandbox.channel import DEFAULT_CHANNEL, Channel
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.clock import seconds_at
from line_connector.sandbox.control_rules import ControlRules
from line_connector.sandbox.json_values import is_array, is_object
from line_connector.sandbox.provider import Control, InvalidInputError
from line_connector.sandbox.settings import camel_case
from line_connector.sandbox.state import State
from line_connector.shortening import did_you_mean

Seed = Mapping[str, Any]

CLOCK, CHANNELS, SETTINGS = "clock", "channels", "settings"
IDENTITY = {
    "id": "channel_id",
    "secret": "secret",
    "token": "token",
    "name": "name",
    "botUserId": "bot_user_id",
    "basicId": "basic_id",
}


class Step(NamedTuple):
    """One thing that a seed puts in."""

    control: Control
    fields: Mapping[str, Any]
    where: str
    """Its place in the document."""


class Seeding:
    """Checks seeds, and puts them in."""

    def __init__(
        self, channels: Channels, rules: ControlRules, controls: Iterable[Control]
    ) -> None:
        self._channels = channels
        self._rules = rules
        self._sections = sections(controls)

    def put_in(self, seed: Seed) -> dict[str, Any]:
        """Add what a seed has, all of it or nothing; return how much of what.

        Raises:
            InvalidInputError: with the place in the document, and what is wrong there.
        """
        at = self._time(seed)
        own = list(self._steps(_without(seed, CLOCK, CHANNELS), ""))
        others = [
            (list(self._steps(_without(each, *IDENTITY), f"{where}.")), self._channel(each, where))
            for each, where in _items(seed.get(CHANNELS, []), CHANNELS)
        ]
        known = {state.channel.channel_id for state in self._channels}
        try:
            with ExitStack() as transactions:
                _run(self._channels.default, own, transactions)
                for steps, channel in others:
                    _run(self._channels.add(channel), steps, transactions)
                if at is not None:
                    self._channels.clock.stand(at)
                    self._channels.keep_clock()
        except BaseException:
            self._channels.drop_all_but(known)
            raise
        return {
            "channels": len(others),
            **_counted([*own, *(s for each, _ in others for s in each)]),
        }

    def _steps(self, sections: Mapping[str, Any], place: str) -> Iterator[Step]:
        for name in sections:
            if name not in self._sections:
                known = [*self._sections, *((CLOCK, CHANNELS) if not place else IDENTITY)]
                meant = did_you_mean(name, known)
                raise InvalidInputError(f"{place}{name}: {name} is unknown{meant}")
        for name, control in self._sections.items():
            for fields, where in _items(sections.get(name, []), f"{place}{name}"):
                _check(self._rules, control, fields, where)
                yield Step(control, fields, where)

    def _channel(self, fields: Mapping[str, Any], where: str) -> Channel:
        identity = {name: fields[name] for name in IDENTITY if name in fields}
        for name in ("id", "secret", "token"):
            if name not in identity:
                raise InvalidInputError(f"{where}.{name}: {name} is missing")
        for name, value in identity.items():
            if not isinstance(value, str) or not value:
                raise InvalidInputError(f"{where}.{name}: must be a text in quotes, not {value!r}")
        channel_id = identity["id"]
        identity.setdefault("name", f"Channel {channel_id}")
        identity.setdefault("botUserId", f"U{channel_id[-32:]:b>32}")
        identity.setdefault("basicId", f"@{channel_id}")
        channel = Channel(**{IDENTITY[name]: value for name, value in identity.items()})
        self._check_channel(channel, where)
        return channel

    def _check_channel(self, channel: Channel, where: str) -> None:
        if channel.channel_id == DEFAULT_CHANNEL.channel_id:
            raise InvalidInputError(
                f"{where}.id: {channel.channel_id} is the default channel, which the top level"
                " of the document describes"
            )
        for each in (state.channel for state in self._channels):
            if each.channel_id == channel.channel_id and each != channel:
                raise InvalidInputError(
                    f"{where}.id: channel {each.channel_id} exists, and differs"
                )
            if each.channel_id != channel.channel_id and each.token == channel.token:
                raise InvalidInputError(f"{where}.token: channel {each.channel_id} has the same")

    def _time(self, seed: Seed) -> float | None:
        if CLOCK not in seed:
            return None
        try:
            return seconds_at(str(seed[CLOCK]))
        except ValueError:
            raise InvalidInputError(
                f'{CLOCK}: must be a time like "2026-04-01T09:00:00Z", in quotes'
            ) from None


def sections(controls: Iterable[Control]) -> dict[str, Control]:
    """Return what a seed may have, by name, in the order in which it is put in."""
    seeded = [each for each in controls if each.seed_rank or each.name == SETTINGS]
    return {
        section_name(each.name): each for each in sorted(seeded, key=lambda each: each.seed_rank)
    }


def section_name(control: str) -> str:
    """Return what a seed calls that which a control takes: `phoneUsers`."""
    return camel_case(control.replace("-", "_"))


def _run(state: State, steps: Iterable[Step], transactions: ExitStack) -> None:
    transactions.enter_context(state.transaction())
    for step in steps:
        _act(state, step)


def _act(state: State, step: Step) -> None:
    try:
        step.control.act(state, step.fields)
    except InvalidInputError as error:
        raise InvalidInputError(f"{step.where}.{error}") from None


def _check(rules: ControlRules, control: Control, fields: Any, where: str) -> None:
    try:
        rules.check(f"POST {control.name}", fields)
    except InvalidInputError as error:
        raise InvalidInputError(f"{where}.{error}") from None


def _items(value: Any, where: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the objects of a section, which is one object or a list, with their places."""
    several = value if is_array(value) else [value]
    for number, each in enumerate(several):
        place = f"{where}[{number}]" if is_array(value) else where
        if not is_object(each):
            raise InvalidInputError(f"{place}: must be an object")
        yield each, place


def _without(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def _counted(steps: Iterable[Step]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for step in steps:
        counts[step.control.name] = counts.get(step.control.name, 0) + 1
    return counts
