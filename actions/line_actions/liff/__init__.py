"""LIFF apps: web apps that open inside LINE."""
