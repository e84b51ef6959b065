"""OMNI failover: scenarios, messages, reports and logs."""
