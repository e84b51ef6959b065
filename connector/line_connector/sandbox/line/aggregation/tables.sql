-- The names of aggregation units used in each month.

CREATE TABLE aggregation_units (
    month TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (month, name)
);
