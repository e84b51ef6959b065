"""Operations that the sandbox does not have yet. Who adds one takes it off: its test fails here."""

NOT_YET: frozenset[str] = frozenset(
    {
        "acquire_chat_control",
        "attach_module",
        "close_coupon",
        "create_coupon",
        "detach_module",
        "get_coupon_detail",
        "get_joined_membership_users",
        "get_membership_list",
        "get_membership_subscription",
        "get_message_content",
        "get_message_content_preview",
        "get_message_content_transcoding_by_message_id",
        "get_modules",
        "get_webhook_endpoint",
        "gets_all_valid_channel_access_token_key_ids",
        "issue_channel_token",
        "issue_channel_token_by_jwt",
        "list_coupon",
        "release_chat_control",
        "revoke_channel_token",
        "revoke_channel_token_by_jwt",
        "set_webhook_endpoint",
        "test_webhook_endpoint",
        "verify_channel_token",
        "verify_channel_token_by_jwt",
    }
)
