"""Reading what people write: YAML and JSON within limits, with places for errors."""
