"""Webhooks of Alertmanager and Grafana, which become alert cards."""
