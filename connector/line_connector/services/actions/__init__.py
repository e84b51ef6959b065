"""Every declared action over HTTP, for whatever can send a request: n8n, Power Automate, curl."""
