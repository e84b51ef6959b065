"""Apache Airflow: every declared action as a task, with connections, a notifier and a trigger.

Airflow finds the provider through `provider_info`, which imports next to nothing. Dag files import
`operators`, `questions`, `sensors`, `event_triggers`, `notifications` and `fan_out`: they are
parsed over and over, so what sends is imported when a task runs, not before.
"""
