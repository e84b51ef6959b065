"""The control operations that concern the whole sandbox, whatever the provider."""

from collections.abc import Iterable, Iterator
from typing import Any

from line_connector.sandbox import faults, request_log
from line_connector.sandbox.channels import Channels
from line_connector.sandbox.clock import iso, seconds_at
from line_connector.sandbox.control_rules import ControlRules
from line_connector.sandbox.provider import Control, Fields, InvalidInputError, unknown
from line_connector.sandbox.received import received_anywhere
from line_connector.sandbox.seeding import Seed, Seeding
from line_connector.sandbox.settings import camel_case, snake_case
from line_connector.sandbox.state import State

SEEDED = "seeded"


class SharedControls:
    """Reset, received messages, requests, clock, settings, faults, channels, seeds."""

    def __init__(
        self,
        channels: Channels,
        rules: ControlRules,
        controls: Iterable[Control],
        seed: Seed | None,
    ) -> None:
        self._channels = channels
        self._settings_control = Control("POST", "settings", self._change_settings)
        self._seeding = Seeding(channels, rules, (*controls, self._settings_control))
        self._seed = seed

    def __iter__(self) -> Iterator[Control]:
        """Iterate over the operations."""
        yield Control("GET", "settings", self._settings)
        yield self._settings_control
        for method, name, act, settles in (
            ("POST", "reset", self._reset, False),
            ("POST", "seed", self._put_in, False),
            ("GET", "channels", self._list_channels, False),
            ("GET", "received", self._received, False),
            ("GET", "requests", self._requests, False),
            ("GET", "clock", self._clock, False),
            ("POST", "clock", self._set_clock, True),
            ("GET", "faults", self._faults, False),
            ("POST", "faults", self._add_fault, False),
            ("DELETE", "faults", self._clear_faults, False),
        ):
            yield Control(method, name, act, settles, is_shared=True)

    def put_in_seed(self) -> None:
        """Put in the seed that the sandbox starts with, unless what was kept has one already."""
        state = self._channels.default
        if self._seed is None or state.kept(SEEDED):
            return
        with state.transaction():
            self._seeding.put_in(self._seed)
            state.keep(SEEDED, True)

    def _reset(self, _: State, __: Fields) -> Fields:
        self._channels.reset()
        self.put_in_seed()
        return {}

    def _put_in(self, _: State, fields: Fields) -> Fields:
        return self._seeding.put_in(fields)

    def _list_channels(self, _: State, __: Fields) -> Fields:
        return {
            "channels": [
                {
                    "id": channel.channel_id,
                    "secret": channel.secret,
                    "token": channel.token,
                    "name": channel.name,
                    "botUserId": channel.bot_user_id,
                    "basicId": channel.basic_id,
                }
                for channel in (state.channel for state in self._channels)
            ]
        }

    def _received(self, _: State, fields: Fields) -> Fields:
        limit = int(fields["limit"]) if "limit" in fields else None
        states: Iterable[State] = self._channels
        if "channel" in fields:
            states = [self._state(fields["channel"])]
        return {"received": received_anywhere(states, fields.get("to"), limit)}

    def _requests(self, state: State, fields: Fields) -> Fields:
        filters = (fields.get(name) for name in ("method", "path", "requestId"))
        return {"requests": request_log.logged_requests(state, *filters)}

    def _clock(self, state: State, _: Fields) -> Fields:
        clock = state.clock
        return {
            "now": iso(clock.now()),
            "offset": clock.offset,
            "running": clock.stands_at is None,
        }

    def _set_clock(self, state: State, fields: Fields) -> Fields:
        clock = state.clock
        (name,) = fields
        try:
            if name == "at":
                clock.stand(seconds_at(fields["at"]))
            elif name == "advance":
                clock.advance(fields["advance"])
            else:
                clock.run()
        except ValueError as error:
            raise InvalidInputError(f"{name}: {error}") from None
        self._channels.keep_clock()
        return self._clock(state, fields)

    def _settings(self, state: State, _: Fields) -> Fields:
        return {camel_case(name): value for name, value in state.all_settings().items()}

    def _change_settings(self, state: State, fields: Fields) -> Fields:
        state.change_settings({snake_case(name): value for name, value in fields.items()})
        return self._settings(state, fields)

    def _faults(self, state: State, _: Fields) -> Fields:
        return {"faults": faults.present_faults(state)}

    def _add_fault(self, state: State, fields: Fields) -> Fields:
        if "channel" in fields:
            self._state(fields["channel"])
        number = faults.add_fault(state, fields)
        return {"id": number, **self._faults(state, fields)}

    def _clear_faults(self, state: State, fields: Fields) -> Fields:
        number = int(fields["id"]) if "id" in fields else None
        if not faults.clear_faults(state, number) and number is not None:
            raise unknown("id", str(number))
        return self._faults(state, fields)

    def _state(self, channel_id: Any) -> State:
        state = self._channels.find(channel_id)
        if state is None:
            raise unknown("channel", channel_id)
        return state
