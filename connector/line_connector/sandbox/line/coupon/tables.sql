-- The account's coupons. Times are seconds since 1970.

CREATE TABLE coupons (
    number INTEGER PRIMARY KEY,      -- rises with each coupon
    coupon_id TEXT NOT NULL UNIQUE,
    coupon TEXT NOT NULL,            -- JSON, as it was created
    created_at REAL NOT NULL,
    ends_at REAL NOT NULL,
    is_draft INTEGER NOT NULL,
    is_closed INTEGER NOT NULL
);
