"""Connections through a SOCKS proxy, bounded like all others.

Imported late: it needs PySocks, which comes with `requests[socks]`.
"""

from __future__ import annotations

from typing import Any

from urllib3.contrib.socks import SOCKSConnection, SOCKSHTTPSConnection

from line_connector.http.connections import PlainConnection, PlainPool, TlsConnection, TlsPool


class _PlainConnection(PlainConnection, SOCKSConnection):
    pass


class _TlsConnection(TlsConnection, SOCKSHTTPSConnection):
    pass


class _PlainPool(PlainPool):
    ConnectionCls: Any = _PlainConnection


class _TlsPool(TlsPool):
    ConnectionCls: Any = _TlsConnection


SOCKS_POOLS: dict[str, Any] = {"http": _PlainPool, "https": _TlsPool}
"""Pools of these connections, by scheme, for urllib3's manager of a SOCKS proxy."""
