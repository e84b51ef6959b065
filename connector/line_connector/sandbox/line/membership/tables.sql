-- Membership plans, and who joined them. Times are seconds since 1970.

CREATE TABLE membership_plans (
    membership_id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,              -- JSON: title, description, benefits, price, …
    is_offered INTEGER NOT NULL      -- not while it is under review, nor after its end
);

CREATE TABLE membership_members (
    membership_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    membership_no INTEGER NOT NULL,
    joined_at REAL NOT NULL,
    PRIMARY KEY (membership_id, user_id)
) WITHOUT ROWID;
