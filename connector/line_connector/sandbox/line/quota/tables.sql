-- How many people were sent messages.

CREATE TABLE sent (
    kind TEXT NOT NULL,              -- reply, push, multicast, narrowcast, broadcast, pnp, templated
    day TEXT NOT NULL,               -- yyyyMMdd in UTC+9
    people INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
);
