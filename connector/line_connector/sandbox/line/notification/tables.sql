-- Whose phone number is whose, and the templates of LINE notification messages.

CREATE TABLE phone_users (
    digest TEXT PRIMARY KEY,         -- SHA-256 of the number in E.164 form, in hex
    phone TEXT NOT NULL,
    user_id TEXT NOT NULL,
    consent TEXT NOT NULL            -- to such messages: given, refused or unset
);

CREATE TABLE notification_templates ( -- none: every key is taken for one of LINE's
    template_key TEXT PRIMARY KEY,
    item_keys TEXT NOT NULL          -- JSON
);
