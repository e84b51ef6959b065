"""Count how a rich menu was used on each day."""

from __future__ import annotations

from collections.abc import Iterable

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId
from line_connector.models.line.period import period_problems
from line_connector.models.line.rich_menu_insight import AreaBounds, RichMenuInsight
from line_connector.models.line.sending import Day
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem

_MOST_DAYS = 99


class GetRichMenuInsightDailyInput(Input):
    """Which rich menu, and which days."""

    rich_menu_id: RichMenuId
    """ID of a rich menu made through the API."""

    from_: Day
    """First day of the period (yyyyMMdd, UTC+9), at most three years ago."""

    to: Day
    """Last day of the period (yyyyMMdd, UTC+9), at most 99 days after the first."""

    def errors(self) -> Iterable[Problem]:
        """Yield what is wrong with the period."""
        return period_problems(self.from_, self.to, _MOST_DAYS)


class DailyUses(Body):
    """How often, and by how many users, on one day."""

    date: str
    """The day, as yyyyMMdd in UTC+9."""

    count: int
    """Times."""

    unique_users: int
    """Users, approximately."""


class MenuUsesByDay(Body):
    """How often the rich menu was displayed."""

    metrics: list[DailyUses]
    """On each day."""


class AreaUsesByDay(Body):
    """How often an area was tapped."""

    bounds: AreaBounds
    """Which area."""

    metrics: list[DailyUses]
    """On each day."""


class GetRichMenuInsightDailyBody(RichMenuInsight):
    """Displays and taps of a rich menu on each day."""

    impression: MenuUsesByDay | None = None
    """Displays of the rich menu."""

    clicks: list[AreaUsesByDay] | None = None
    """Taps on each area."""


class GetRichMenuInsightDaily(Action[GetRichMenuInsightDailyInput, GetRichMenuInsightDailyBody]):
    """Count how often a rich menu was displayed and its areas tapped, on each day of a period.

    A day is mostly counted the day after.

    Raises:
        BadRequestError: LINE does not take the period; the first day may be too long ago.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-insight-daily
    """

    method = "GET"
    path = "/v2/bot/insight/richmenu/{richMenuId}/daily"
    rate_limit = "60/h"
    example = {
        "richMenuId": "richmenu-862e6ad6c267d2ddf3f42bc78554f6a4",
        "from": "20260610",
        "to": "20260612",
    }
