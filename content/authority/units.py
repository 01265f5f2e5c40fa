"""Source of truth for the units that concessions are measured in, as they are written in the seven languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

# Month = 30 days, year = 365, week = 7: as permission rules count.
TIMES: Mapping[str, Decimal] = {
    r"hours?|hrs?|小时|stunden?|horas?|時間|ساع\w+": Decimal(1) / 24,
    r"(?:business |working |calendar |werk|arbeits|kalender)?(?:days?|tage?[ns]?)|d|个?(?:工作)?[天日](?!元|本|元)|营业日|日間?(?!元|本)|dias?|يوما?|ايام": Decimal(
        1
    ),
    r"fortnights?": Decimal(14),
    r"weeks?|wks?|个?(?:周|星期|礼拜)|wochen?|semanas?|週間?|اسبوعا?|اسابيع": Decimal(7),
    r"months?|mths?|mos?|个月|個月|[かヶケカ箇]月間?|月間?(?!结)|monat\w*|mes(?:es)?|شهرا?|اشهر|شهور": Decimal(30),
    r"quarters?|个?季度|quartal\w*|trimestres?|四半期|ارباع": Decimal(90),
    r"years?|yrs?|年間?|jahr\w*|anos?|سنه|سنوات|سنين|عاما?|اعوام": Decimal(365),
}
CURRENCIES: Mapping[str, str] = {
    r"r\$|brl|rea(?:l|is)": "BRL",
    r"€|eur|euros?|欧元|ユーロ|يورو": "EUR",
    r"us\$|\$|usd|(?:us[- ])?dollars?|bucks|dolar(?:es)?|美元|美金|米?ドル|دولارا?": "USD",
    r"cny|rmb|人民币|元|块钱|块(?=的|就|吧|行|可|好|也|都|的话|给|呢|钱|[^\u4e00-\u9fff]|$)|yuane?s?|人民元|renminbi|يوانا?": "CNY",
    r"jpy|円|日元|yen|ين": "JPY",
    r"£|gbp|pounds?|英镑|pfund|ポンド": "GBP",
    r"mxn|pesos? mexicanos?": "MXN",
    r"chf|franken|francos?|فرنك": "CHF",
    r"sar|ريالا?": "SAR",
    r"aed|درهما?": "AED",
    r"[¥]": "CNY",
}
PERCENT = (
    r"%|per ?cents?|pct|percentage points?|prozent(?:punkte?)?|v\.? ?h\.?|por ?cientos?|p[uo]ntos?(?! de (?:venta|venda|vista|control|apriete|aperto|medicion|acceso))|por ?centos?|パーセント|プロ"
    r"|بال?مئه|بالمائه|في المئه|في المائه|بالميه|(?:个|(?<!一))点(?![〇零一二三四五六七八九\d])|个百分点|百分点"
)
COUNT = (
    r"pcs|pieces?|units?|tools?|个|件|台|套|把|块|支|次|笔|期|回|つ|stuck|unidade?s?|unidades|piezas?|pecas?|個|本|枚|raten?|cuotas?|plazos|mensualidades"
    r"|x(?! ?\d)|payments|install?ments?|parcelas?|prestacoes|vezes|قطع\w*|وحد\w*|اقساطا?|قسطا?|samples?|muster\w*|gratismuster|muestras?|amostras?|عينات"
)
