-- Messages on their way to phones, and the reports of them. Times are seconds since 1970.

CREATE TABLE phones (                -- only those whose behaviour was asked for
    phone TEXT NOT NULL,
    channel TEXT NOT NULL,
    behaviour TEXT NOT NULL,         -- deliver, reject or never
    after REAL NOT NULL,
    PRIMARY KEY (phone, channel)
);

CREATE TABLE infobip_messages (
    number INTEGER PRIMARY KEY,
    api TEXT NOT NULL,               -- line or omni: whose reports tell of it
    request_id TEXT NOT NULL,
    bulk_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    recipient TEXT NOT NULL,         -- the phone in digits, or what there is instead
    facts TEXT NOT NULL,             -- JSON: steps and wishes, the same for ever
    step INTEGER NOT NULL,
    turn_at REAL NOT NULL,           -- when the step's turn came: its validity counts from here
    next TEXT,                       -- what happens next; null: nothing more
    next_at REAL,
    status TEXT NOT NULL,
    error TEXT NOT NULL,
    sent_at REAL,
    done_at REAL,
    unread INTEGER NOT NULL          -- whether its report is to be had, once it is done
);
CREATE INDEX infobip_messages_by_next ON infobip_messages (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX infobip_messages_by_id ON infobip_messages (message_id);
CREATE INDEX infobip_messages_by_request ON infobip_messages (request_id);
CREATE INDEX infobip_messages_by_done ON infobip_messages (api, unread, done_at);

-- The oldest rows of these are deleted; AUTOINCREMENT keeps a number from being given twice, since
-- the stream goes on from it.
CREATE TABLE report_pushes (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    push_id TEXT NOT NULL UNIQUE,
    number INTEGER NOT NULL,         -- of the message
    is_final INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,             -- pending, accepted, lost or notCalled
    next_at REAL
);
CREATE INDEX report_pushes_by_message ON report_pushes (number);
CREATE INDEX report_pushes_by_next ON report_pushes (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE report_push_attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- rises in the order in which they ended
    push_id TEXT NOT NULL,
    attempt TEXT NOT NULL            -- JSON
);
CREATE INDEX report_push_attempts_by_push ON report_push_attempts (push_id, number);

CREATE TABLE failovers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- rises in the order in which they happened
    message INTEGER NOT NULL,        -- its number
    failover TEXT NOT NULL           -- JSON: from which channel to which, when and why
);
CREATE INDEX failovers_by_message ON failovers (message);
