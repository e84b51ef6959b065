"""Audiences: lists of users that a narrowcast can be sent to."""
