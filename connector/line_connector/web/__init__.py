"""What every service that listens on HTTP needs, whatever it offers.

`server` binds and serves, with the bounds in `connections`. `app` puts a service's routes behind
`middleware` (`identity`, `authentication`, `access_log`), adds `/health` and `/metrics`,
and answers errors as `problems`. Routes use `request_body`, `responses` and `concurrency`.
"""
