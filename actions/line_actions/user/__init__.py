"""Users and their profiles: LINE's chapter "Users"."""
