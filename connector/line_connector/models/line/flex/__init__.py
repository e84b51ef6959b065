"""Flex messages: layouts of one's own, made of boxes.

Source: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""
