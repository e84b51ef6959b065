"""The month's quota, and how many people got messages."""
