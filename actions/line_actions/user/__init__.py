"""People who use LINE, and what an account may know of them: its chapter "Users"."""
