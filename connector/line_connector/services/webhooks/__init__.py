"""The receiver of webhooks: LINE's, and Infobip's reports and messages.

`receiver` authenticates a webhook and has its events written down; `endpoints` and `app` make it a
web application, `wsgi` and `aws_lambda` what these call.
"""
