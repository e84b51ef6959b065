"""An Airflow connection as this package's `Connector`.

    with LineHook("line_default").get_conn() as connector:
        connector.run("get_message_quota")

An operator does this for itself; a hook is for tasks written in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseHook
from airflow.sdk.log import mask_secret

from line_connector.platforms.airflow.provider_info import ACCOUNT, columns_of

if TYPE_CHECKING:
    from airflow.sdk import Connection

    from line_connector.connector import Connector
    from line_connector.manifest import ActionSpec, Manifest


class ConnectorHook(BaseHook):
    """Opens the connection of any provider that the manifest declares.

    Args:
        conn_id: Airflow's name of the connection; `line_default` and so on if absent.
        connection: the manifest's name of the provider; the class's own if absent.
    """

    conn_name_attr = "conn_id"
    conn_type: str
    hook_name: str

    def __init__(self, conn_id: str | None = None, connection: str | None = None) -> None:
        super().__init__()
        self.connection = connection or self.conn_type
        self.conn_id = conn_id or f"{self.connection}_default"
        self._account: str | None = None

    @classmethod
    def for_action(cls, action: str, conn_id: str | None = None) -> ConnectorHook:
        """Return the hook of the connection that an action needs.

        Raises:
            InputError: there is no such action.
        """
        from line_connector.manifest import load_manifest

        return ConnectorHook(conn_id, load_manifest().action(action).connection)

    def get_conn(self) -> Connector:
        """Return a connector that is to be closed after use; it connects when it first sends."""
        from line_connector.connector import Connector
        from line_connector.manifest import load_manifest
        from line_connector.recipients.location import UNNAMED
        from line_connector.sending.configured import ConfiguredRecipients

        manifest = load_manifest()
        connector = Connector({self.connection: self.fields(manifest)}, manifest)
        connector.recipients = ConfiguredRecipients(connector, self._account or UNNAMED)
        return connector

    def test_connection(self) -> tuple[bool, str]:
        """Read something that needs credentials and nothing else, and tell how that went."""
        from line_connector.errors import ConnectorError

        try:
            with self.get_conn() as connector:
                action = _harmless(connector.manifest, self.connection)
                output = connector.run(action.name)
        except ConnectorError as error:
            return False, str(error)
        return True, f"{action.title}: {output.status_code} {output.reason}"

    def fields(self, manifest: Manifest) -> dict[str, Any]:
        """Return the fields' values: the extra ones, and those in Airflow's own columns.

        Raises:
            InputError: it names an account that the worker's configuration file has not got.
            CredentialsError: it has credentials beside the account, or the account's are not there.
        """
        from line_connector.secret_values import LazyValues

        stored: Connection = self.get_connection(self.conn_id)
        specs = manifest.connection(self.connection).fields
        fields: dict[str, Any] = dict(stored.extra_dejson)
        for column, name in columns_of(specs).items():
            if name and (value := _value(stored, column)):
                fields[name] = value
        account = self._account = fields.pop(ACCOUNT, None)
        if account:
            fields = dict(LazyValues({**self._of_account(account, fields, manifest), **fields}))
        for name, spec in specs.items():
            if spec.secret and fields.get(name):
                mask_secret(fields[name])
        return fields

    def _of_account(
        self, name: str, fields: Mapping[str, Any], manifest: Manifest
    ) -> Mapping[str, Any]:
        """Return the fields of an account of the configuration file."""
        from line_connector.auth import scheme_named
        from line_connector.configuration import read_configuration
        from line_connector.errors import CredentialsError

        schemes = map(scheme_named, manifest.connection(self.connection).authentication)
        for need in (need for scheme in schemes for need in scheme.needs):
            if fields.get(need):
                text = f"connection {self.conn_id}: has account {name} and {need}; leave one out"
                raise CredentialsError(text)
        return read_configuration(manifest=manifest).account(name).connection


class LineHook(ConnectorHook):
    """Opens a connection of type `line`."""

    conn_type = "line"
    default_conn_name = "line_default"
    hook_name = "LINE Messaging API"


class InfobipHook(ConnectorHook):
    """Opens a connection of type `infobip`."""

    conn_type = "infobip"
    default_conn_name = "infobip_default"
    hook_name = "Infobip"


def _value(stored: Connection, column: str) -> str | None:
    """Return what stands in a column; Airflow keeps the port of an address apart."""
    value: str | None = getattr(stored, column)
    return f"{value}:{stored.port}" if column == "host" and value and stored.port else value


def _harmless(manifest: Manifest, connection: str) -> ActionSpec:
    """Return the first action that only reads, and needs no input."""
    return next(
        spec
        for spec in manifest.actions.values()
        if spec.connection == connection
        and spec.action.effect_of_running() == "reads"
        and not any(field.is_required() for field in spec.action.input_model.model_fields.values())
    )
