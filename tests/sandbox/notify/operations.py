from __future__ import annotations

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.form import read_form
from line_connector.sandbox.operation import Operations
from line_connector.sandbox.state import State
from sandbox.notify.settings import NotifySettings

operations = Operations("/api/")


@operations.post("notify", "notify")
def notify(state: State, request: Request) -> Response:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    row = state.db.execute("SELECT target FROM notify_tokens WHERE token = ?", (token,)).fetchone()
    if row is None:
        return json_response({"status": 401, "message": "Invalid access token"}, 401)
    form = read_form(request)
    message = form.fields["message"]
    if len(message) > state.settings(NotifySettings).notify_length:
        return json_response({"status": 400, "message": "message: too long"}, 400)
    state.db.execute("INSERT INTO notify_waiting VALUES (?, ?)", (message, row[0]))
    return json_response({"status": 200, "message": "ok"})


@operations.delete("revoke", "{target}")
@operations.get("getStatus", "status/{target}")
def status(_: State, request: Request) -> Response:
    return json_response({"target": request.path_parameters["target"], "method": request.method})


@operations.get("getPictureOf", "{owner}/picture/{target}")
@operations.get("getPictureOfAll", "all/picture/{target}")
def picture_of(_: State, request: Request) -> Response:
    return json_response({"target": " ".join(request.path_parameters.values())})


@operations.put("setPicture", "picture/{target}")
def set_picture(state: State, request: Request) -> Response:
    form = read_form(request)
    name, content_type, content = form.files["picture"]
    target = request.path_parameters["target"]
    state.db.execute(
        "INSERT INTO notify_pictures VALUES (?, ?, ?)", (target, content_type, content)
    )
    return json_response({**form.fields, "name": name, "type": content_type, "target": target})


@operations.get("getPicture", "picture/{target}")
def get_picture(state: State, request: Request) -> Response:
    content_type, content = state.db.execute(
        "SELECT content_type, content FROM notify_pictures WHERE target = ?",
        (request.path_parameters["target"],),
    ).fetchone()
    return Response(200, content, content_type)
