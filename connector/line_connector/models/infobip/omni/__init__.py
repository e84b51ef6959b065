"""Objects of Infobip's OMNI failover: scenarios, destinations, and one content per channel."""
