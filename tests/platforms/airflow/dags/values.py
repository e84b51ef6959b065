"""A playbook's Dag whose expressions fail on their values."""

from __future__ import annotations

from pathlib import Path

from line_connector.platforms.airflow.playbooks import playbook_dag

failing_values = playbook_dag(Path(__file__).with_name("values.yaml"))
