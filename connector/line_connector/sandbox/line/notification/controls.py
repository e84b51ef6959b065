"""Control of LINE notification messages: phone numbers, consent and templates."""

from line_connector.sandbox.line.notification import phones
from line_connector.sandbox.line.notification.templates import put_template
from line_connector.sandbox.line.user.users import user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("phone-users")
def list_phone_users(state: State, _: Fields) -> Fields:
    """List phone numbers and whose they are."""
    return {"phoneUsers": phones.phone_users(state)}


@controls.post("phone-users", seed_rank=3)
def put_phone_user(state: State, fields: Fields) -> Fields:
    """Say whose a phone number is, and whether they agree to LINE notification messages."""
    user_id = fields["userId"]
    if not user_exists(state, user_id):
        raise unknown("userId", user_id)
    consent = fields.get("consent", "given")
    return {"digest": phones.put_phone(state, fields["phone"], user_id, consent)}


@controls.post("notification-templates", seed_rank=3)
def put_notification_template(state: State, fields: Fields) -> Fields:
    """Make a template and its items known; others are unknown from then on."""
    put_template(state, fields["templateKey"], fields.get("itemKeys", []))
    return {}
