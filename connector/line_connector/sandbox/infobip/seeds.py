"""The credentials that work on every sandbox, and the scenario it starts with."""

USERNAME = "sandbox"
PASSWORD = "sandbox"  # noqa: S105 (everybody may know it)
API_KEY = "sandbox-key"

DEFAULT_SCENARIO_KEY = "CC9F01A5DC7BEE2C2B829D203482A654"
"""The key in Infobip's own examples, so that they work here as they are printed."""

DEFAULT_SCENARIO = {
    "name": "LINE, then SMS",
    "flow": [{"from": "InfoLine", "channel": "LINE"}, {"from": "InfoSMS", "channel": "SMS"}],
}
