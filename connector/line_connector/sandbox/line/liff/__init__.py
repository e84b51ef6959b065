"""LIFF apps."""
