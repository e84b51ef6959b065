"""Module channels: attaching them to accounts, and control of chats."""
