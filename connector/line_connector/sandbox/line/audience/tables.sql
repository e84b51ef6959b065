-- Audiences and their users.

CREATE TABLE audiences (
    audience_group_id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL
);

CREATE TABLE audience_users (
    audience_group_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (audience_group_id, user_id)
) WITHOUT ROWID;
