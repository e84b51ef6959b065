-- Rich menus, their images, and which of them is the default.

CREATE TABLE rich_menus (
    number INTEGER PRIMARY KEY,      -- rises in the order of creation
    rich_menu_id TEXT NOT NULL UNIQUE,
    object TEXT NOT NULL,            -- JSON: the rich menu as it was given
    image BLOB,
    image_type TEXT                  -- media type
);

CREATE TABLE default_rich_menu (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    rich_menu_id TEXT NOT NULL
);
