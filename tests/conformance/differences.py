"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

DIFFERENCES: dict[str, str] = {
    **dict.fromkeys(
        (
            "add_liff_app.LiffFeatures.ble: missing",
            "update_liff_app.LiffFeatures.ble: missing",
        ),
        "the file has one schema for requests and answers; the reference has ble in answers only",
    ),
}
"""Differences that are meant, as the tests name them, with the reason."""
