"""Models of LINE's objects: messages, actions, templates, flex, narrowcast conditions."""
