-- Rich menus linked to users.

CREATE TABLE rich_menu_links (
    user_id TEXT PRIMARY KEY,
    rich_menu_id TEXT NOT NULL
);
CREATE INDEX rich_menu_links_by_menu ON rich_menu_links (rich_menu_id);

-- Requests that are carried out some time after they were accepted. Times are seconds since 1970.

CREATE TABLE rich_menu_jobs (
    request_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,              -- batch or bulk; only of a batch the progress is told
    resume_key TEXT,
    phase TEXT NOT NULL,             -- ongoing, succeeded or failed
    accepted_at REAL NOT NULL,
    completed_at REAL NOT NULL
);
CREATE INDEX rich_menu_jobs_by_phase ON rich_menu_jobs (phase, completed_at);

CREATE TABLE rich_menu_changes (
    request_id TEXT NOT NULL,        -- the job that is to make it
    user_id TEXT NOT NULL,
    rich_menu_id TEXT,               -- none: to be unlinked
    PRIMARY KEY (request_id, user_id)
) WITHOUT ROWID;
