"""The base of all models: fields, unions, limits, problems, JSON Schema."""
