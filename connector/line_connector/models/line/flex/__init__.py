"""Flex messages: custom layouts made of boxes.

Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""
