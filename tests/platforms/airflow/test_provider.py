from __future__ import annotations

import subprocess
import sys

from line_connector.describe import describe_connection
from line_connector.manifest import load_manifest
from line_connector.platforms.airflow.provider_info import HOOKS, columns_of, get_provider_info


def imported_by(statement: str, after: str = "pass") -> set[str]:
    """Return our modules and HTTP's that a fresh Python loads for a statement."""
    program = f"import sys; {after}; seen = {{*sys.modules}}; {statement}"
    printed = subprocess.run(
        [sys.executable, "-c", f"{program}; print(*{{*sys.modules}} - seen)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {name for name in printed.split() if name.startswith(("line_", "requests", "pydantic"))}


def test_airflow_finds_both_hooks() -> None:
    from airflow.sdk.providers_manager_runtime import ProvidersManagerTaskRuntime

    hooks = ProvidersManagerTaskRuntime().hooks

    for name, path in HOOKS.items():
        hook = hooks[name]
        assert hook is not None
        assert (hook.hook_class_name, hook.package_name) == (path, "line-connector")
        assert hook.hook_name == load_manifest().connection(name).title
        assert hook.connection_testable


def test_every_built_in_connection_has_a_hook() -> None:
    actions = load_manifest().actions.values()

    assert HOOKS.keys() == {spec.connection for spec in actions}


def test_the_form_shows_every_field_once() -> None:
    for form in get_provider_info()["connection-types"]:
        spec = load_manifest().connection(form["connection-type"])
        fields = describe_connection(spec)["properties"]
        columns = columns_of(fields)
        shown = [name for name in columns.values() if name] + [*form["conn-fields"]]

        assert sorted(shown) == sorted([*fields, "account"])
        relabelled = form["ui-field-behaviour"]["relabeling"]
        assert all(
            relabelled[column] == fields[name]["title"] for column, name in columns.items() if name
        )


def test_the_form_asks_for_nothing_and_hides_secrets() -> None:
    for form in get_provider_info()["connection-types"]:
        spec = load_manifest().connection(form["connection-type"])
        for name, field in form["conn-fields"].items():
            assert "null" in field["schema"]["type"]
            secret = name in spec.fields and spec.fields[name].secret
            assert (field["schema"].get("format") == "password") == secret


def test_airflow_shows_the_notifier_and_the_trigger() -> None:
    from airflow.providers_manager import ProvidersManager

    notifiers = [str(getattr(each, "name", each)) for each in ProvidersManager().notification]
    triggers = [each.trigger_class_name for each in ProvidersManager().trigger]

    assert "line_connector.platforms.airflow.notifications.LineNotifier" in notifiers
    assert "line_connector.platforms.airflow.triggers" in triggers


ADAPTER = "line_connector.platforms.airflow"
PACKAGES = {"line_connector", "line_connector.exports", "line_connector.platforms", ADAPTER}


def test_the_module_that_every_airflow_process_imports_is_light() -> None:
    assert imported_by(f"import {ADAPTER}.provider_info") == {*PACKAGES, f"{ADAPTER}.provider_info"}


def test_a_dag_file_loads_neither_models_nor_http() -> None:
    modules = (
        "event_triggers",
        "fan_out",
        "files",
        "notifications",
        "operators",
        "questions",
        "sensors",
        "sql",
    )
    found = imported_by(
        f"from {ADAPTER} import {', '.join(modules)}",
        after="import airflow.triggers.base; from airflow.sdk import BaseNotifier, "
        "BaseSensorOperator, conf; conf.as_dict()",
    )
    assert found - PACKAGES == {f"{ADAPTER}.{module}" for module in modules}
