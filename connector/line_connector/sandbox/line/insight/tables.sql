-- What statistics are made of. Times are seconds since 1970, days yyyyMMdd in UTC+9.

CREATE TABLE counted_sends (         -- requests whose interactions can be asked for
    request_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,              -- broadcast, narrowcast, push or multicast
    unit TEXT,                       -- the aggregation unit
    sent_at REAL NOT NULL,
    day TEXT NOT NULL,
    complete_at REAL NOT NULL,       -- when all messages have been sent
    people INTEGER NOT NULL
);
CREATE INDEX counted_sends_by_unit ON counted_sends (unit, day);

CREATE TABLE interactions (
    request_id TEXT NOT NULL,
    event TEXT NOT NULL,             -- impression, click or play
    seq INTEGER NOT NULL,            -- the bubble, from 1
    url TEXT NOT NULL,               -- of a click, else empty
    percent INTEGER NOT NULL,        -- how much was played, else 0
    user_id TEXT NOT NULL,
    times INTEGER NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX interactions_by_request ON interactions (request_id, event);

CREATE TABLE rich_menu_uses (
    rich_menu_id TEXT NOT NULL,
    bounds TEXT NOT NULL,            -- JSON: the area that was tapped; empty: it was displayed
    day TEXT NOT NULL,
    user_id TEXT NOT NULL,
    times INTEGER NOT NULL
);
CREATE INDEX rich_menu_uses_by_day ON rich_menu_uses (rich_menu_id, day);
