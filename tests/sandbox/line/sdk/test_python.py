"""Every method of LINE's official SDK for Python, unmodified, with and without asyncio.

The SDK reads each answer into its own models, which refuse what is not as LINE documents it.
"""

from __future__ import annotations

import asyncio
import inspect
import pkgutil
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from linebot import v3  # type: ignore[import-untyped]

from sandbox.line.sdk.calls import CALLS
from sandbox.line.sdk.prepared import CHANNEL_ID, SECRET, NoRouteError, Prepared, has_route

if TYPE_CHECKING:
    from pathlib import Path

    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

WITHOUT_OPERATIONS = "webhooks"
"""The package of what LINE sends, not of what it answers."""

FORMER_NAMES = {
    "liff_v1_apps_get": "get_all_liff_apps",
    "liff_v1_apps_post": "add_liff_app",
    "liff_v1_apps_liff_id_put": "update_liff_app",
    "liff_v1_apps_liff_id_delete": "delete_liff_app",
}
"""Deprecated methods, by the operation they call."""

OPTIONS = {"set_rich_menu_image": {"_headers": {"Content-Type": "image/png"}}}
"""What the SDK has to be told besides the arguments."""

FAILS_WITH_ASYNCIO = {
    "add_user_ids_to_audience": "the SDK gives aiohttp a number for a form's field"
}
"""Methods that fail before they send anything, with what is wrong in the SDK."""


class Method(NamedTuple):
    """A method of one of the SDK's clients."""

    package: Any
    client: str
    name: str

    @property
    def operation(self) -> str:
        return FORMER_NAMES.get(self.name, self.name)


def methods_of(client: type) -> set[str]:
    """Return the names of the methods that call an operation and return its answer's body."""
    names = {name for name, _ in inspect.getmembers(client, inspect.isfunction)}
    return {name for name in names if not name.startswith("_") and "_with_http_info" not in name}


def all_methods() -> Iterator[Method]:
    for found in pkgutil.iter_modules(v3.__path__, "linebot.v3."):
        if not found.ispkg or found.name.endswith((".models", f".{WITHOUT_OPERATIONS}")):
            continue
        package = import_module(found.name)
        for client in vars(import_module(f"{found.name}.api")):
            if client[0].isupper() and not client.startswith("Async"):
                for name in sorted(methods_of(getattr(package, client))):
                    yield Method(package, client, name)


METHODS = list(all_methods())


def every_method(*, asyncio: bool) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "method",
        [
            pytest.param(
                method, id=f"{method.client}.{method.name}", marks=known_to_fail(method, asyncio)
            )
            for method in METHODS
        ],
    )


def known_to_fail(method: Method, asyncio: bool) -> list[pytest.MarkDecorator]:
    if asyncio and method.name in FAILS_WITH_ASYNCIO:
        return [pytest.mark.xfail(raises=TypeError, reason=FAILS_WITH_ASYNCIO[method.name])]
    return []


def test_every_method_has_a_call_and_every_call_a_method() -> None:
    assert {method.operation for method in METHODS} == CALLS.keys()


def test_clients_with_asyncio_have_the_same_methods() -> None:
    for package, client in {method[:2] for method in METHODS}:
        with_asyncio = getattr(package, f"Async{client}")
        assert methods_of(with_asyncio) == methods_of(getattr(package, client))


@every_method(asyncio=False)
def test_every_answer_is_one_of_lines(
    method: Method, sandbox: Sandbox, client: Client, tmp_path: Path
) -> None:
    with explained(client):
        arguments = arguments_of(method, client, tmp_path)
        with method.package.ApiClient(configuration(method, sandbox)) as connection:
            call = getattr(getattr(method.package, method.client)(connection), method.name)
            answer = call(*arguments, **OPTIONS.get(method.name, {}))
            connection.rest_client.pool_manager.clear()
    check_type(method, answer)


@every_method(asyncio=True)
def test_every_answer_is_one_of_lines_with_asyncio(
    method: Method, sandbox: Sandbox, client: Client, tmp_path: Path
) -> None:
    async def called(arguments: list[Any]) -> Any:
        async with method.package.AsyncApiClient(configuration(method, sandbox)) as connection:
            clients = getattr(method.package, f"Async{method.client}")
            call = getattr(clients(connection), method.name)
            return await call(*arguments, **OPTIONS.get(method.name, {}))

    with explained(client):
        answer = asyncio.run(called(arguments_of(method, client, tmp_path)))
    check_type(method, answer)


def configuration(method: Method, sandbox: Sandbox) -> Any:
    return method.package.Configuration(
        host=sandbox.url, access_token="sandbox-token", username=CHANNEL_ID, password=SECRET
    )


def arguments_of(method: Method, client: Client, folder: Path) -> list[Any]:
    """Return the arguments of a call as the SDK wants them: models, and paths of files."""
    parameters = [*signature(method).parameters.values()][1:]
    given = CALLS[method.operation](Prepared(client))
    return [
        argument(value, parameter.annotation, folder)
        for value, parameter in zip(given, parameters, strict=False)
    ]


def argument(value: Any, annotation: Any, folder: Path) -> Any:
    if isinstance(value, bytes):
        file = folder / "file.txt"
        file.write_bytes(value)
        return str(file)
    if isinstance(value, dict):
        return model_of(annotation).from_dict(value)
    return value


def model_of(annotation: Any) -> Any:
    """Return the model in an annotation, which may be of something optional."""
    choices = [annotation, *getattr(annotation, "__args__", ())]
    [model] = [choice for choice in choices if hasattr(choice, "from_dict")]
    return model


def signature(method: Method) -> inspect.Signature:
    """Return the signature of what a method calls in the end."""
    return inspect.signature(getattr(getattr(method.package, method.client), method.operation))


def check_type(method: Method, answer: Any) -> None:
    """Check that the SDK made of the answer what it says it returns."""
    expected = signature(method).return_annotation
    if expected is None:
        assert answer is None
    elif expected is inspect.Signature.empty:  # a short way to another method
        assert answer.access_token
    elif expected is bytearray:  # as the SDK's annotations say; what it returns are bytes
        assert isinstance(answer, bytes)
        assert answer
    else:
        assert isinstance(answer, expected)


@contextmanager
def explained(client: Client) -> Generator[None]:
    """Tell an operation that the sandbox does not have from one that refuses."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".* was deprecated", DeprecationWarning)
            yield
    except Exception as error:
        if getattr(error, "status", None) in {404, 405}:
            last = client.seen("requests")["requests"][-1]
            if not has_route(last["method"], last["path"]):
                raise NoRouteError(f"{last['method']} {last['path']}") from error
        raise
