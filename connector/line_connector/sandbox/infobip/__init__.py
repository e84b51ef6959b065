"""Infobip's LINE and OMNI failover APIs, as their clients see them over HTTP."""
