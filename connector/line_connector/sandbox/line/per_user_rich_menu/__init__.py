"""Rich menus linked to users: one by one, many at once, and in batches."""
