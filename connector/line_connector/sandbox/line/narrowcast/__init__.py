"""Narrowcasts: messages to those friends who fit some conditions."""
