"""The source of truth for which indicators there are: each with its id, name, formula in words and as code, unit and direction."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.indicators import money, segments, times, touches, volume
from scoring.indicators.model import Better, By, Indicator, Unit

HIGHER, LOWER, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER
COUNT, SHARE, MONEY = Unit.COUNT, Unit.SHARE, Unit.MONEY


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


# fmt: off
_ALL = (
    # results
    Indicator("revenue", _("Revenue"), _("Sum of the values of the customers who signed in the period"), MONEY, HIGHER, By.ALL, money.revenue),
    Indicator("wins", _("Orders won"), _("Customers who signed in the period"), COUNT, HIGHER, By.ALL, volume.wins),
    Indicator("order_value", _("Order value"), _("Revenue divided by the orders won that have a value"), MONEY, HIGHER, By.ALL, money.order_value),
    Indicator("order_value_trend", _("Trend of the order value"), _("Order value of the period divided by that of the period before, less one"), SHARE, HIGHER, By.ALL, money.order_value_trend),
    Indicator("predicted_revenue", _("Expected revenue"), _("Sum of the values of open customers, each times its chance of being won"), MONEY, HIGHER, By.ALL, money.predicted_revenue),
    Indicator("cycle", _("Sales cycle"), _("Median of the days from entry to signature, of the orders won in the period"), Unit.DAYS, LOWER, By.ALL, times.cycle),
    # the funnel
    Indicator("customers", _("Customers in the funnel"), _("All customers ever entered until the end of the period"), COUNT, HIGHER, By.ALL, volume.customers),
    Indicator("new_customers", _("New customers"), _("Customers entered in the period"), COUNT, HIGHER, By.ALL, volume.new_customers),
    Indicator("stage_volume", _("Customers per stage"), _("Customers who ever reached the stage"), COUNT, HIGHER, By.STAGE, volume.stage_volume),
    Indicator("stage_open", _("Open customers per stage"), _("Customers who stand at the stage, neither won nor lost"), COUNT, NEITHER, By.STAGE, volume.stage_open),
    Indicator("stage_entries", _("New at the stage"), _("Customers who first reached the stage in the period"), COUNT, HIGHER, By.STAGE, volume.stage_entries),
    Indicator("stage_rate", _("Share of all customers"), _("Customers who reached the stage divided by all customers"), SHARE, HIGHER, By.STAGE, volume.stage_rate),
    Indicator("conversion", _("Conversion"), _("Customers who reached the stage divided by those who reached the stage before"), SHARE, HIGHER, By.STAGE, volume.conversion),
    Indicator("retention", _("Retention"), _("Of those who reached the stage before in the period, the share that has reached the stage"), SHARE, HIGHER, By.STAGE, volume.retention),
    Indicator("win_rate", _("Win rate"), _("Customers won divided by all customers"), SHARE, HIGHER, By.ALL, volume.win_rate),
    Indicator("loss_rate", _("Loss rate"), _("Customers not won divided by all customers; open ones count until they are won"), SHARE, LOWER, By.ALL, volume.loss_rate),
    Indicator("known_loss_rate", _("Known losses"), _("Customers recorded as lost divided by all customers"), SHARE, LOWER, By.ALL, volume.known_loss_rate),
    Indicator("dwell", _("Time at the stage"), _("Mean of the days at the stage, of the stays that ended in the period"), Unit.DAYS, LOWER, By.STAGE, times.dwell),
    Indicator("blocked", _("Standing too long"), _("Open customers at the stage for longer than its limit (3, 3, 5 and 7 days, or the company's own)"), COUNT, LOWER, By.STAGE, volume.blocked),
    Indicator("losses", _("Customers lost"), _("Customers recorded as lost in the period"), COUNT, LOWER, By.ALL, volume.losses),
    Indicator("lost_value", _("Value lost"), _("Sum of the values of the customers lost in the period"), MONEY, LOWER, By.ALL, money.lost_value),
    Indicator("key_losses", _("Key accounts lost"), _("Customers lost in the period whose value is above the limit of key accounts"), COUNT, LOWER, By.ALL, volume.key_losses),
    Indicator("key_lost_value", _("Value of key accounts lost"), _("Sum of the values of the key accounts lost in the period"), MONEY, LOWER, By.ALL, money.key_lost_value),
    Indicator("stage_losses", _("Lost at the stage"), _("Customers lost in the period, by the stage they were lost at"), COUNT, LOWER, By.STAGE, volume.stage_losses),
    Indicator("stage_loss_rate", _("Loss rate of the stage"), _("Customers lost at the stage divided by those who reached it"), SHARE, LOWER, By.STAGE, volume.stage_loss_rate),
    Indicator("loss_mix", _("Causes of losses"), _("Share of the losses of the period whose recorded reason names the cause"), SHARE, NEITHER, By.CAUSE, volume.loss_mix),
    Indicator("tvl_quoted", _("Value quoted"), _("Sum of the values of open customers at the stage who have a quote"), MONEY, HIGHER, By.STAGE, money.tvl_quoted),
    Indicator("tvl_expected", _("Value still to be quoted"), _("Open customers at the stage without a quote, times the median order value so far"), MONEY, HIGHER, By.STAGE, money.tvl_expected),
    Indicator("tvl_weighted", _("Weighted value"), _("Values of open customers at the stage, each times its chance of being won"), MONEY, HIGHER, By.STAGE, money.tvl_weighted),
    # the work
    Indicator("response_time", _("Response time"), _("Mean of the hours from a request to our first answer, of the requests of the period"), Unit.HOURS, LOWER, By.ALL, touches.response_time),
    Indicator("unanswered", _("Waiting for an answer"), _("Customers whose request of the period has no answer yet"), COUNT, LOWER, By.ALL, touches.unanswered),
    Indicator("follow_ups", _("Follow-ups"), _("Our calls, mails, meetings and quotes in the period, per open customer and week"), Unit.PER_WEEK, HIGHER, By.ALL, touches.follow_ups),
    Indicator("touch_coverage", _("Variety of contact"), _("Kinds of contact used with an open customer divided by all kinds, on average"), SHARE, HIGHER, By.ALL, touches.touch_coverage),
    Indicator("reach_call", _("Reached by telephone"), _("Customers spoken to in the period divided by those called"), SHARE, HIGHER, By.ALL, touches.reach_call),
    Indicator("reach_mail", _("Reached by e-mail"), _("Customers who opened, clicked or answered, divided by those mailed in the period"), SHARE, HIGHER, By.ALL, touches.reach_mail),
    Indicator("mails_opened", _("Mails opened"), _("Of the customers who agreed to measuring and got such a mail in the period, the share that opened one; it is a least, for pictures that a mail service fetches by itself are not counted"), SHARE, HIGHER, By.ALL, touches.mails_opened),
    Indicator("mails_followed", _("Links in mails followed"), _("Of the customers who agreed to measuring and got such a mail in the period, the share that followed a link; what scanners follow is not counted"), SHARE, HIGHER, By.ALL, touches.mails_followed),
    Indicator("first_contact_success", _("First contact answered"), _("Customers who answered, divided by those first contacted in the period"), SHARE, HIGHER, By.ALL, touches.first_contact_success),
    Indicator("quote_success", _("Quotes accepted"), _("Quotes accepted divided by the quotes decided or run out in the period"), SHARE, HIGHER, By.ALL, touches.quote_success),
    Indicator("silent_quotes", _("Quotes without an answer"), _("Open customers with a quote older than 7 days and not heard of since"), COUNT, LOWER, By.ALL, touches.silent_quotes),
    Indicator("documents_unread", _("Quotes not opened"), _("Quotes of the period older than 3 days and never opened, divided by those older than 3 days"), SHARE, LOWER, By.ALL, touches.documents_unread),
    Indicator("high_value_coverage", _("Key accounts cared for"), _("Open key accounts contacted in the last 7 days divided by all open key accounts"), SHARE, HIGHER, By.ALL, touches.high_value_coverage),
    Indicator("high_risk", _("Customers at risk"), _("Open customers whose risk of being lost is 0.7 or more"), COUNT, LOWER, By.ALL, volume.high_risk),
    Indicator("weekly_focus", _("Customers in focus"), _("Open customers whose value is above the limit of the weekly focus"), COUNT, HIGHER, By.ALL, volume.weekly_focus),
    Indicator("uplift", _("Effect of a contact"), _("Share won with the contact less the share won without, of customers won or lost"), Unit.DIFFERENCE, HIGHER, By.TOUCH, touches.uplift),
    # where customers come from, and who looks after them
    Indicator("lead_capture", _("Conversations that give a contact"), _("Conversations begun in the period whose visitor is known, divided by all begun"), SHARE, HIGHER, By.ALL, volume.lead_capture),
    Indicator("source_cost", _("Cost per customer"), _("Costs of the channel in the period divided by its new customers"), MONEY, LOWER, By.CHANNEL, money.source_cost),
    Indicator("channel_share", _("Share of new customers"), _("New customers of the channel divided by all new customers"), SHARE, NEITHER, By.CHANNEL, segments.channel_share),
    Indicator("channel_quality", _("Quality of the channel"), _("Customers of the channel graded A or B divided by all its customers"), SHARE, HIGHER, By.CHANNEL, segments.channel_quality),
    Indicator("channel_win_rate", _("Win rate of the channel"), _("Customers of the channel who were won divided by all its customers"), SHARE, HIGHER, By.CHANNEL, segments.channel_win_rate),
    Indicator("channel_revenue", _("Share of revenue"), _("Revenue of the channel in the period divided by all revenue"), SHARE, NEITHER, By.CHANNEL, money.channel_revenue),
    Indicator("industry_win_rate", _("Win rate of the industry"), _("Customers of the industry who were won divided by all its customers"), SHARE, HIGHER, By.INDUSTRY, segments.industry_win_rate),
    Indicator("country_win_rate", _("Win rate of the country"), _("Customers of the country who were won divided by all its customers"), SHARE, HIGHER, By.COUNTRY, segments.country_win_rate),
    Indicator("rep_conversion", _("Conversion of a representative"), _("Of their customers who reached the first conversation, the share that reached a decision"), SHARE, HIGHER, By.REP, segments.rep_conversion),
)
# fmt: on

INDICATORS: Mapping[str, Indicator] = {each.id: each for each in _ALL}
"""All indicators by id, in the order they are shown."""
