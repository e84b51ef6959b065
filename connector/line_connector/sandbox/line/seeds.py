"""The channel, friends and group every new sandbox starts with."""

CHANNEL_ID = "1000000001"
CHANNEL_SECRET = "sandbox-secret"  # noqa: S105 (everybody may know it)
LONG_LIVED_TOKEN = "sandbox-token"  # noqa: S105 (everybody may know it)

FRIENDS = [f"U{number:032x}" for number in range(1, 6)]
PHONES = [f"+6690000000{number}" for number in range(1, 6)]
GROUP = f"C{1:032x}"
GROUP_MEMBERS = FRIENDS[:3]
NAMES = ("Aoi", "Somchai", "Mei-ling", "Putri", "Kenji")
ACCOUNT = {
    "userId": f"U{'b' * 32}",
    "basicId": "@sandbox1",
    "displayName": "Sandbox",
    "chatMode": "chat",
    "markAsReadMode": "manual",
}
