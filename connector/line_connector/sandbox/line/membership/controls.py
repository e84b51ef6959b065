"""Control of memberships: which plans there are, and who joined them."""

from line_connector.sandbox.line.membership import plans
from line_connector.sandbox.line.user.users import user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("memberships", seed_rank=3)
def put_membership(state: State, fields: Fields) -> Fields:
    """Add a membership plan, or change one."""
    for member in fields.get("members", []):
        if not user_exists(state, member):
            raise unknown("members", member)
    membership_id = fields.get("membershipId") or 2000 + state.random.below(10**6)
    with state.transaction():
        plans.put_plan(state.db, membership_id, fields, state.clock.now())
    return {"membershipId": membership_id}
