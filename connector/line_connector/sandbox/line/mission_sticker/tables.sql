-- Sticker packages, and who may download them. A new sandbox has one package.

CREATE TABLE sticker_packages (
    product_id TEXT PRIMARY KEY,
    status TEXT NOT NULL             -- available, or why nobody can be given it
);

CREATE TABLE sticker_grants (
    product_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (product_id, user_id)
) WITHOUT ROWID;

INSERT INTO sticker_packages VALUES ('0000', 'available');
