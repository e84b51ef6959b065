-- Aliases of rich menus. One of a deleted menu stays.

CREATE TABLE rich_menu_aliases (
    alias_id TEXT PRIMARY KEY,
    rich_menu_id TEXT NOT NULL
);
