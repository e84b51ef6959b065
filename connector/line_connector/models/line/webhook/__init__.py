"""What LINE's webhooks bring: one class for each type of event, and for each thing in it.

A type, an enum's value or a property that LINE adds tomorrow breaks nothing. Every union has a
variant for what is unknown, every enum is open, and every object keeps properties it does not
know. Required is only what an event cannot be understood without; all else is None if absent.

Source: https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
"""
