"""Message objects of Infobip's older POST /line/1/single."""
