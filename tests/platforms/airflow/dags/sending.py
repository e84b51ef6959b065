"""Dags that send: each shows one thing that Airflow does with a task of ours."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task

from line_actions.infobip.infobip_send_line_messages import InfobipSendLineMessages
from line_connector.platforms.airflow.fan_out import recipients_in_chunks
from line_connector.platforms.airflow.hooks import LineHook
from line_connector.platforms.airflow.operators import (
    InfobipLineOperator,
    InfobipOmniOperator,
    LineActionOperator,
    LineBroadcastOperator,
    LineMulticastOperator,
    LineNarrowcastOperator,
    LinePushOperator,
    LineReplyOperator,
    LineWaitOperator,
)

USER = f"U{1:032x}"
HI = [{"type": "text", "text": "{{ params.text }}"}]
AGAIN = {"retries": 1, "retry_delay": timedelta(seconds=0)}
TEXT = {"text": "Hi"}


@dag(schedule=None, default_args=AGAIN, params={**TEXT, "to": USER})
def push() -> None:
    LinePushOperator(task_id="push", to="{{ params.to }}", messages=HI)


@dag(schedule=None)
def nowhere() -> None:
    place = {"type": "location", "title": "a", "address": "a", "latitude": 91, "longitude": 0}
    LinePushOperator(task_id="push", to=USER, messages=[place])


@dag(schedule=None, default_args=AGAIN, params=TEXT)
def push_when_cleared() -> None:
    LinePushOperator(task_id="push", to=USER, messages=HI, new_key_when_cleared=True)


@dag(schedule=None, default_args=AGAIN, params={**TEXT, "token": ""})
def reply() -> None:
    LineReplyOperator(task_id="reply", reply_token="{{ params.token }}", messages=HI)


@dag(schedule=None, params=TEXT)
def broadcast() -> None:
    LineBroadcastOperator(task_id="broadcast", messages=HI)


@dag(schedule=None, params=TEXT)
def mapped() -> None:
    everybody = [f"U{number:032x}" for number in (1, 2, 3, 1, 4, 5)]
    chunks = task(recipients_in_chunks)(everybody, size=2)
    LineMulticastOperator.partial(task_id="send", messages=HI).expand_kwargs(chunks)


@dag(schedule=None, params={**TEXT, "to": USER})
def from_file() -> None:
    LineActionOperator(task_id="push", action="push_message", inputs="{% include 'order.yaml' %}")


@dag(schedule=None)
def quota() -> None:
    LineActionOperator(task_id="quota", action="get_message_quota")


@dag(schedule=None, default_args=AGAIN)
def misspelt() -> None:
    LineActionOperator(task_id="push", action="push_mesage")


@dag(schedule=None, params=TEXT)
def narrowcast_deferred() -> None:
    sent = LineNarrowcastOperator(task_id="send", messages=HI)
    inputs = {"requestId": sent.output["request_id"]}
    LineWaitOperator(task_id="wait", inputs=inputs, every=0.2, up_to=600, deferrable=True)


@dag(schedule=None, params=TEXT)
def narrowcast_given_up() -> None:
    sent = LineNarrowcastOperator(task_id="send", messages=HI)
    inputs = {"requestId": sent.output["request_id"]}
    LineWaitOperator(task_id="wait", inputs=inputs, every=0.2, up_to=0.5, deferrable=True)


@dag(schedule=None, params=TEXT)
def narrowcast_waited_for() -> None:
    sent = LineNarrowcastOperator(task_id="send", messages=HI)
    inputs = {"requestId": sent.output["request_id"]}
    LineWaitOperator(task_id="wait", inputs=inputs, every=0.2, up_to=600, deferrable=False)


@dag(schedule=None, params=TEXT)
def infobip() -> None:
    text = "{{ params.text }}"
    InfobipOmniOperator(
        task_id="omni",
        destinations=[{"to": {"phoneNumber": "66900000009"}, "messageId": "order-18"}],
        inputs={"line": {"type": "TEXT", "text": text}, "sms": {"text": text}},
    )
    InfobipLineOperator(task_id="line", messages=InfobipSendLineMessages.example["messages"])


@dag(schedule=None)
def by_hook() -> None:
    @task
    def read() -> int:
        with LineHook().get_conn() as connector:
            value: int = connector.run("get_message_quota").json_body["value"]
            return value

    read()


for make in (
    push,
    push_when_cleared,
    reply,
    broadcast,
    mapped,
    from_file,
    nowhere,
    quota,
    misspelt,
    narrowcast_deferred,
    narrowcast_given_up,
    narrowcast_waited_for,
    infobip,
    by_hook,
):
    make()
