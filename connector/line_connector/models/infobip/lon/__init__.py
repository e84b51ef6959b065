"""The flex dialect of LINE Official Notifications (LON), Infobip's POST /line/1/messages."""
