-- Audiences, their users, and the uploads to them. Times are seconds since 1970.

CREATE TABLE audiences (
    audience_group_id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT,                     -- as the control API fixed it; null: it follows from the rest
    description TEXT NOT NULL,
    create_route TEXT NOT NULL,
    permission TEXT NOT NULL,
    is_ifa INTEGER NOT NULL,
    is_shared INTEGER NOT NULL,      -- in the Business Manager
    created_at REAL NOT NULL,
    request_id TEXT,                 -- of the message its users saw or clicked
    click_url TEXT
);

CREATE TABLE audience_users (
    audience_group_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,           -- or an IFA
    since REAL NOT NULL,             -- when the user is in the audience; may be ahead
    PRIMARY KEY (audience_group_id, user_id)
) WITHOUT ROWID;

CREATE TABLE audience_jobs (
    job_id INTEGER PRIMARY KEY,
    audience_group_id INTEGER NOT NULL,
    description TEXT,
    created_at REAL NOT NULL,
    working_at REAL NOT NULL,        -- when QUEUED ends
    finished_at REAL NOT NULL,       -- when WORKING ends
    failed_type TEXT,                -- of a job that fails; null: it succeeds
    added INTEGER NOT NULL
);
CREATE INDEX audience_jobs_by_audience ON audience_jobs (audience_group_id, job_id);
