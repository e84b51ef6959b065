-- Where the channel's webhooks are sent: one row, or none where it is not set.

CREATE TABLE webhook_endpoints (
    channel_id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    active INTEGER NOT NULL
);
