"""What every new sandbox starts with."""

CHANNEL_ID = "1000000001"
CHANNEL_SECRET = "sandbox-secret"  # noqa: S105 (everybody may know it)
OLD_CHANNEL_SECRET = "sandbox-old-secret"  # noqa: S105 (everybody may know it)
"""The one before it was reissued."""
LONG_LIVED_TOKEN = "sandbox-token"  # noqa: S105 (everybody may know it)

FRIENDS = [f"U{number:032x}" for number in range(1, 6)]
PHONES = [f"+6690000000{number}" for number in range(1, 6)]
GROUP = f"C{1:032x}"
GROUP_MEMBERS = FRIENDS[:3]
AUDIENCE = 1_000_000_000_001
NAMES = ("Aoi", "Somchai", "Mei-ling", "Putri", "Kenji")
CONTENTS = {"500000000000000001": "image", "500000000000000002": "video"}
"""Types of messages with content that users sent, by ID."""
ACCOUNT = {
    "userId": f"U{'b' * 32}",
    "basicId": "@sandbox1",
    "displayName": "Sandbox",
    "chatMode": "chat",
    "markAsReadMode": "manual",
}
MEMBERSHIP_ID = 1001
"""ID of a membership plan that the first friend has joined."""
COUPON_ID = "01SANDB0X00000000000000001"
COUPON = {
    "title": "100 yen off",
    "reward": {"type": "discount", "priceInfo": {"type": "fixed", "fixedAmount": 100}},
    "acquisitionCondition": {"type": "normal"},
    "startTimestamp": 0,
    "endTimestamp": 4102412399,
    "timezone": "ASIA_TOKYO",
    "visibility": "UNLISTED",
    "maxUseCountPerTicket": 1,
    "maxTicketPerUser": 1,
}
