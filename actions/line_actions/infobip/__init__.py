"""Infobip: LINE messages by phone number, and OMNI failover over several channels."""
