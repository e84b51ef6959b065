"""Audiences: lists of users that a narrowcast can be sent to.

Whether one is ready follows from its users, its uploads and the clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.state import State

LEAST_MEMBERS = 50
EXEMPT_TYPES = {"UPLOAD", "CHAT_TAG"}
"""Audiences the account made of users it knew already may have fewer members."""

DAY = 24 * 60 * 60
LIFETIME = 180 * DAY
FORGOTTEN = 30 * DAY
"""Seconds after which an expired audience is deleted."""


class AudienceGroup(NamedTuple):
    """A row of the table `audiences`."""

    audience_group_id: int
    type: str
    fixed_status: str | None
    description: str
    create_route: str
    permission: str
    is_ifa: bool
    is_shared: bool
    created_at: float
    request_id: str | None
    click_url: str | None

    @property
    def expires_at(self) -> float:
        """When it expires."""
        return self.created_at + LIFETIME

    @property
    def is_own(self) -> bool:
        """Whether the channel made it, and may change it."""
        return self.permission == "READ_WRITE"

    @property
    def is_guarded(self) -> bool:
        """Whether the privacy minimum holds for it."""
        return self.type not in EXEMPT_TYPES


class Audience(NamedTuple):
    """What matters about an audience to a narrowcast."""

    status: str
    users: set[str]
    is_guarded: bool

    @property
    def is_too_small(self) -> bool:
        """Whether it may not be one of several conditions."""
        return self.is_guarded and len(self.users) < LEAST_MEMBERS


def find_audience(state: State, audience_group_id: int) -> Audience | None:
    """Return the audience with an ID as a narrowcast needs it, if there is one."""
    group = find_group(state, audience_group_id)
    if group is None:
        return None
    rows = state.db.execute(
        "SELECT user_id FROM audience_users WHERE audience_group_id = ? AND since <= ?",
        (audience_group_id, state.clock.now()),
    )
    users = {user_id for (user_id,) in rows}
    return Audience(status_of(state, group), users, group.is_guarded)


def find_group(state: State, audience_group_id: int) -> AudienceGroup | None:
    """Return the audience with an ID, if there is one."""
    return next(_groups(state, "audience_group_id = ?", audience_group_id), None)


def all_groups(state: State) -> list[AudienceGroup]:
    """Return all audiences, the oldest first."""
    return list(_groups(state, "true"))


def is_retargeted(state: State, kind: str, request_id: str, click_url: str | None) -> bool:
    """Tell whether there is an audience of a message's readers, or of those who clicked a link."""
    found = _groups(
        state, "type = ? AND request_id = ? AND click_url IS ?", kind, request_id, click_url
    )
    return next(found, None) is not None


def status_of(state: State, group: AudienceGroup) -> str:
    """Return an audience's status at this time."""
    if group.fixed_status is not None:
        return group.fixed_status
    if group.expires_at <= state.clock.now():
        return "EXPIRED"
    members = count_members(state, group)
    if members >= (LEAST_MEMBERS if group.is_guarded else 1):
        return "READY"
    return "IN_PROGRESS" if failed_type(state, group) is None else "FAILED"


def failed_type(state: State, group: AudienceGroup) -> str | None:
    """Return why the last upload to an audience without users failed; none: it did not."""
    if count_members(state, group):
        return None
    row = state.db.execute(
        "SELECT failed_type FROM audience_jobs WHERE audience_group_id = ? AND finished_at <= ?"
        " ORDER BY job_id DESC LIMIT 1",
        (group.audience_group_id, state.clock.now()),
    ).fetchone()
    return None if row is None else row[0]


def count_members(state: State, group: AudienceGroup) -> int:
    """Return how many users are in an audience at this time."""
    (count,) = state.db.execute(
        "SELECT count(*) FROM audience_users WHERE audience_group_id = ? AND since <= ?",
        (group.audience_group_id, state.clock.now()),
    ).fetchone()
    return int(count)


def create_group(
    state: State,
    kind: str,
    description: str,
    *,
    is_ifa: bool = False,
    request_id: str | None = None,
    click_url: str | None = None,
) -> AudienceGroup:
    """Make an audience of the channel's without users."""
    now = state.clock.now()
    group = AudienceGroup(
        audience_group_id=new_id(state),
        type=kind,
        fixed_status=None,
        description=description,
        create_route="MESSAGING_API",
        permission="READ_WRITE",
        is_ifa=is_ifa,
        is_shared=False,
        created_at=now,
        request_id=request_id,
        click_url=click_url,
    )
    _put(state, group)
    return group


def put_group(state: State, audience_group_id: int, facts: Mapping[str, Any]) -> None:
    """Register an audience, or change what is given of one that exists."""
    group = find_group(state, audience_group_id) or AudienceGroup(
        audience_group_id=audience_group_id,
        type="UPLOAD",
        fixed_status="READY",
        description=f"Audience {audience_group_id}",
        create_route="MESSAGING_API",
        permission="READ_WRITE",
        is_ifa=False,
        is_shared=False,
        created_at=state.clock.now(),
        request_id=None,
        click_url=None,
    )
    changed = group._replace(
        type=facts.get("type", group.type),
        fixed_status=facts.get("status", group.fixed_status),
        description=facts.get("description", group.description),
        create_route=facts.get("createRoute", group.create_route),
        permission=facts.get("permission", group.permission),
        is_ifa=facts.get("isIfaAudience", group.is_ifa),
        is_shared=facts.get("shared", group.is_shared),
    )
    _put(state, changed)
    if "userIds" in facts:
        state.db.execute(
            "DELETE FROM audience_users WHERE audience_group_id = ?", (audience_group_id,)
        )
        add_members(state, group, facts["userIds"], since=0)


def add_members(state: State, group: AudienceGroup, user_ids: Iterable[str], since: float) -> int:
    """Put users into an audience from some time on; return how many were not in it yet."""
    before = state.db.total_changes
    state.db.executemany(
        "INSERT OR IGNORE INTO audience_users VALUES (?, ?, ?)",
        ((group.audience_group_id, user_id, since) for user_id in user_ids),
    )
    return state.db.total_changes - before


def rename_group(state: State, group: AudienceGroup, description: str) -> None:
    """Give an audience another name."""
    _put(state, group._replace(description=description))


def delete_group(state: State, group: AudienceGroup) -> None:
    """Delete an audience with its users and uploads."""
    for table in ("audiences", "audience_users", "audience_jobs"):
        state.db.execute(
            f"DELETE FROM {table} WHERE audience_group_id = ?",  # noqa: S608 (the names are ours)
            (group.audience_group_id,),
        )


def new_id(state: State) -> int:
    """Return an ID of 13 digits, as LINE's are."""
    return 10**12 + state.random.below(9 * 10**12)


def _groups(state: State, condition: str, *values: Any) -> Iterator[AudienceGroup]:
    """Yield the audiences that meet a condition and are not forgotten, the oldest first."""
    rows = state.db.execute(
        f"SELECT * FROM audiences WHERE {condition} AND created_at > ?"  # noqa: S608 (it is ours)
        " ORDER BY created_at, audience_group_id",
        (*values, state.clock.now() - LIFETIME - FORGOTTEN),
    )
    for row in rows:
        group = AudienceGroup(*row)
        yield group._replace(is_ifa=bool(group.is_ifa), is_shared=bool(group.is_shared))


def _put(state: State, group: AudienceGroup) -> None:
    places = ", ".join("?" * len(group))
    state.db.execute(f"REPLACE INTO audiences VALUES ({places})", group)  # noqa: S608 (only marks)
