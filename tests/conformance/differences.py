"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

_COUPON_NEEDS = "LINE's reference requires it; the file does not say"

DIFFERENCES: dict[str, str] = {
    "get_message_content.success: [200, 202], not [200]": (
        "LINE's reference: 202 while the content is being prepared; the file has no 202"
    ),
    "create_coupon.input.maxUseCountPerTicket: maximum None, not 1": (
        "LINE's reference has two values, 1 and -1; the file only a maximum"
    ),
    **{
        f"create_coupon.{place}: required": _COUPON_NEEDS
        for place in (
            "input.reward",
            "CouponDiscountRewardRequest.priceInfo",
            "CouponCashBackRewardRequest.priceInfo",
            "CashBackFixedPriceInfoRequest.fixedAmount",
            "CashBackPercentagePriceInfoRequest.percentage",
            "DiscountExplicitPriceInfoRequest.originalPrice",
            "DiscountExplicitPriceInfoRequest.priceAfterDiscount",
            "DiscountFixedPriceInfoRequest.fixedAmount",
            "DiscountPercentagePriceInfoRequest.percentage",
        )
    },
}
"""Differences that are meant, as the tests name them, with the reason."""
