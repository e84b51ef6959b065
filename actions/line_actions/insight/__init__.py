"""Statistics of the account, its messages and its rich menus."""
