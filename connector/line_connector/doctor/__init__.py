"""Checks of a setup, from the configuration file to the account's quota, each with its remedy."""
