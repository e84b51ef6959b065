"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

DIFFERENCES: dict[str, str] = {
    "attach_module.input.client_id: required": (
        "the reference wants ID and secret in the form or in a Basic header; they go into the form"
    ),
    "attach_module.input.client_secret: required": "as client_id",
    "detach_module.input.botId: required": "the reference: required",
}
"""Differences that are meant, as the tests name them, with the reason."""
