"""Name and raw input in, output out: what every platform's adapter calls."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from line_connector.call import Call, job_of, pages_of
from line_connector.environment import Environment, EnvironmentOrFile
from line_connector.errors import InputError
from line_connector.http.connection import Connection
from line_connector.http.forking import renew_in_forked_processes
from line_connector.http.output import Output
from line_connector.http.retry import RETRIES, RetryPolicy
from line_connector.manifest import PROVIDER, ActionSpec, Manifest, load_manifest
from line_connector.providers.line import retry_key_of
from line_connector.schema.problems import first_problems
from line_connector.session import Session

if TYPE_CHECKING:
    from line_connector.configuration import Configuration
    from line_connector.progress import Watch
    from line_connector.recipient_names import Recipients


class Connector:
    """Runs declared actions, one session per connection, from any number of threads.

        with Connector.from_env() as connector:
            connector.run("get_message_quota")

    Args:
        connections: the fields' values of each connection, by its name. There can be more of one
            provider's, each under a name of its own, for calls that ask for it.
        manifest: the catalogue; the built-in one and those installed beside it if absent.
        retries: when to try again; an empty sequence means never.

    Attributes:
        local_files: take a text in a file's place for a path on this machine. Leave it off where
            inputs come from elsewhere: they could have any file sent. A `pathlib.Path` is always
            taken.
        recipients: knows names of recipients, and what sends to them are held to: see
            `line_connector.sending.configured`. Without it IDs are taken only.
    """

    local_files = False
    recipients: Recipients | None = None

    def __init__(
        self,
        connections: Mapping[str, Mapping[str, Any]],
        manifest: Manifest | None = None,
        retries: Iterable[RetryPolicy] = RETRIES,
    ) -> None:
        self.manifest = manifest or load_manifest()
        self._values = connections
        self._connections: dict[tuple[str, str], Connection] = {}
        self._retries = tuple(retries)
        self._sessions: dict[tuple[str, str, bool], Session] = {}
        self.renew_after_fork()
        renew_in_forked_processes(self)

    def renew_after_fork(self) -> None:
        """Take a lock that no thread of the process before a fork can hold."""
        self._lock = threading.Lock()

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] = os.environ, manifest: Manifest | None = None
    ) -> Connector:
        """Take connections from environment variables: `LINE_TOKEN` is field `token` of `line`."""
        manifest = manifest or load_manifest()
        return cls(Environment(environ, manifest), manifest)

    @classmethod
    def from_configuration(
        cls,
        account: str | None = None,
        path: Path | None = None,
        environ: Mapping[str, str] = os.environ,
        manifest: Manifest | None = None,
    ) -> Connector:
        """Take connections from where the command line does.

        These are the named account of the configuration file; else environment variables; where
        these hold no complete credentials, the file's default account. Every account of the file
        can be asked for by its name as a connection.

        Args:
            account: its name in the file; that in `LINE_CONNECTOR_ACCOUNT` if absent.
            path: the file; if absent the one that `LINE_CONNECTOR_CONFIG` names, else the user's.
            environ: environment variables.
            manifest: the catalogue.

        Raises:
            InputError: the file is needed now, and it is wrong or has no such account.
        """
        manifest = manifest or load_manifest()
        return cls(EnvironmentOrFile(environ, manifest, account, path), manifest)

    @classmethod
    def from_file(
        cls, path: Path | str, manifest: Manifest | None = None, more: Iterable[str] = ()
    ) -> Connector:
        """Take connections from a YAML or JSON file.

        It holds a mapping of connection names to fields, or one connection's fields. Whose they are
        is then said by `provider: NAME`, or told by fields that no other connection has.

        Args:
            path: the file.
            manifest: the catalogue.
            more: names of connections that may be there beside the catalogue's.

        Raises:
            InputError: the file cannot be read, or is not YAML or JSON.
            CredentialsError: a name in it is not known, or it is not clear whose the fields are.
        """
        from line_connector.configuration.connection_file import read_connections

        manifest = manifest or load_manifest()
        return cls(read_connections(path, manifest, more), manifest)

    def __enter__(self) -> Connector:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every session."""
        with self._lock:
            for session in self._sessions.values():
                session.close()
            self._sessions.clear()

    def run(
        self,
        name: str,
        raw: Mapping[str, Any] | None = None,
        connection: str | None = None,
        into: Path | str | BinaryIO | None = None,
    ) -> Output[Any]:
        """Run an action on raw input.

        Args:
            name: the action's.
            raw: its input, under the provider's names or Python's.
            connection: name of the connection; the action's own if absent.
            into: a file's path or a binary stream for the body of a success, see `Call.send`.

        Raises:
            InputError: there is no such action, or the input is wrong; nothing was sent.
            ApiError: the provider refused; the error carries its output.
            JobUnfinishedError: what was to be written is still being prepared; nothing was written.
            UnknownOutcomeError: it was sent, and may have been carried out.
            SessionError: the provider could not be reached, or the credentials are not valid.
        """
        return self.call(name, raw, connection).send(into)

    def call(
        self,
        name: str,
        raw: Mapping[str, Any] | None = None,
        connection: str | None = None,
        identity: Sequence[str] = (),
    ) -> Call:
        """Check an action's input; return the call, to be inspected and sent.

        Args:
            name: the action's.
            raw: its input, under the provider's names or Python's.
            connection: name of the connection; the action's own if absent.
            identity: what names the call to the platform that makes it, as the run and the step;
                its retry key is made from that. A random one if absent.

        Raises:
            InputError: there is no such action, or the input is wrong.
            CredentialsError: the connection's fields are wrong.
        """
        spec = self.manifest.action(name)
        used = self.connection(spec.connection, connection)
        given, has_own_key = dict(raw or {}), False
        if spec.action.takes_retry_key():
            # Under one name, and before the input is checked: a copy with a key costs as much.
            own = given.pop("retry_key", None) if "retryKey" not in given else given["retryKey"]
            has_own_key = own is not None
            given["retryKey"] = own if has_own_key else retry_key_of(*identity)
        read = partial(spec.action.read_input, lenient=used.lenient, local_files=self.local_files)
        named = False
        try:
            data = read(given)
        except InputError as error:
            given = self._with_ids(spec, given, error, connection)
            data, named = read(given), True
        open_session = partial(
            self.session, spec.connection, connection, authenticated=spec.action.authenticated
        )
        known = self.recipients
        check = None if known is None else partial(known.check, connection=connection, named=named)
        return Call(spec, data, given, used, open_session, has_own_key, check)

    def _with_ids(
        self,
        spec: ActionSpec,
        given: Mapping[str, Any],
        error: InputError,
        connection: str | None,
    ) -> dict[str, Any]:
        """Return a refused input with IDs in the place of names.

        Raises:
            InputError: it is refused for something else, or a name is not known.
        """
        if self.recipients is None:
            raise error
        from line_connector.recipient_names import with_ids  # late: most inputs have IDs

        names = partial(self.recipients.names, connection)
        changed, problems = with_ids(spec.action.input_model, given, error.problems, names)
        if problems == error.problems:
            raise error
        if problems:
            raise InputError.of(first_problems(problems))
        return changed

    def wait(
        self,
        name: str,
        raw: Mapping[str, Any] | None = None,
        *,
        connection: str | None = None,
        every: float = 10,
        up_to: float = 3600,
        watch: Watch | None = None,
        into: Path | str | BinaryIO | None = None,
    ) -> Output[Any]:
        """Ask how far a job is, again and again until it has ended; return the last answer.

        Args:
            name: an action that says how far a job is.
            raw: its input.
            connection: as for `run`.
            every: seconds between two questions.
            up_to: seconds after which to give up asking.
            watch: callback invoked after each poll.
            into: as for `run`, for a job whose last response is its result.

        Raises:
            JobFailedError: the job ended without doing what it was for.
            JobUnfinishedError: the job is still pending.
            InputError: the action is not about a job; and as `run`.
        """
        job_of(self.manifest.action(name))  # says so before anything about the input
        return self.call(name, raw, connection).wait(
            every=every, up_to=up_to, watch=watch, into=into
        )

    def items(
        self,
        name: str,
        raw: Mapping[str, Any] | None = None,
        *,
        connection: str | None = None,
        max_items: int | None = None,
    ) -> Iterator[Any]:
        """Yield the items of a long list, each page requested when its first item is.

            for user_id in connector.items("get_followers", max_items=10_000):

        Args:
            name: an action that returns a list in pages.
            raw: its input.
            connection: as for `run`.
            max_items: how many to yield at most; all if absent.

        Raises:
            InputError: the action does not return a list in pages; and as `run`.
        """
        pages_of(self.manifest.action(name))  # says so before anything about the input
        return islice(self.call(name, raw, connection).items(), max_items)

    def dry_run(
        self, name: str, raw: Mapping[str, Any] | None = None, connection: str | None = None
    ) -> dict[str, Any]:
        """Return the request that `run` would send; no credentials are needed, nothing is sent.

        Raises:
            InputError: there is no such action, or the input is wrong.
        """
        return self.call(name, raw, connection).dry_run()

    @property
    def file(self) -> Configuration | None:
        """The configuration file, if credentials were looked for in it."""
        return self._values.file if isinstance(self._values, EnvironmentOrFile) else None

    @property
    def account(self) -> str | None:
        """Name of the configuration file's account that it was made for; None if none was named."""
        return self._values.account if isinstance(self._values, EnvironmentOrFile) else None

    def accounts(self, provider: str) -> list[str]:
        """Return the names of a provider's further connections, which calls can ask for.

        Raises:
            InputError: the configuration file is not valid.
        """
        return [
            name
            for name, fields in self._values.items()
            if self.manifest.find_connection(name) is None
            and fields.get(PROVIDER, provider) == provider
        ]

    def session(
        self, provider: str, name: str | None = None, *, authenticated: bool = True
    ) -> Session:
        """Return a connection's session, opened at its first use.

        Args:
            provider: the connection that the action declares.
            name: the name it is given under, where that is another one.
            authenticated: whether what is sent carries the connection's credentials; if not, none
                are needed.

        Raises:
            CredentialsError: the connection's fields are missing or wrong.
        """
        key = provider, name or provider, authenticated
        session = self._sessions.get(key)
        if session is not None:
            return session
        with self._lock:
            if key not in self._sessions:
                connection = self.connection(provider, name)
                self._sessions[key] = Session(
                    connection, self._retries, authenticated=authenticated
                )
            return self._sessions[key]

    def connection(self, provider: str, name: str | None = None) -> Connection:
        """Return a connection, read and checked at its first use.

        Args:
            provider: the connection that the action declares.
            name: the name it is given under, where that is another one.

        Raises:
            CredentialsError: its fields are wrong; whether they are enough, a session finds out.
        """
        key = provider, name or provider
        if key not in self._connections:
            values = self._values.get(key[1], {})
            self._connections[key] = self.manifest.connect(provider, values, name)
        return self._connections[key]
