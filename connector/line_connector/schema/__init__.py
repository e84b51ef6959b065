"""The machinery of models: fields, unions, limits, problems, JSON Schema."""
