"""The page at `/`: the chats of the emulated users, what the account sent, and acting as a user.

`static/` is the page: plain ES modules, style sheets and one HTML file. It shows messages with the
renderer of `line_connector/preview/phone/`, whose files are served as they are.
"""
