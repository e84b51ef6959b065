"""Every playbook in examples/playbooks as a Dag, a task for each step."""

from pathlib import Path

from line_connector.platforms.airflow.playbooks import playbook_dag

FOLDER = Path(__file__).parents[1] / "playbooks"

order_shipped = playbook_dag(FOLDER / "order_shipped.yaml")
incident_alert = playbook_dag(FOLDER / "incident_alert.yaml")
narrowcast_and_wait = playbook_dag(FOLDER / "narrowcast_and_wait.yaml")
monthly_usage = playbook_dag(FOLDER / "monthly_usage.yaml")
