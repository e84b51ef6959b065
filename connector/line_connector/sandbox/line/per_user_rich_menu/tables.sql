-- Rich menus linked to users.

CREATE TABLE rich_menu_links (
    user_id TEXT PRIMARY KEY,
    rich_menu_id TEXT NOT NULL
);
CREATE INDEX rich_menu_links_by_menu ON rich_menu_links (rich_menu_id);
