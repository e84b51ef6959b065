"""One authenticated exchange: request, session, transport, retries, output. It knows no action."""
