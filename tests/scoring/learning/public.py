"""Tables in the form of two well-known public sets, made by a law of their own: leads of an online school, and visits of a shop.

Column names, kinds, words for "not given", shares of missing cells and the traps are those of the public sets; no row is of them.
"""

from __future__ import annotations

import csv
import io
import random
import uuid
from collections.abc import Sequence
from io import BytesIO
from math import exp

Row = dict[str, str]

ORIGINS = (
    ("API", 0.39, -0.3),
    ("Landing Page Submission", 0.53, 0.1),
    ("Lead Add Form", 0.077, 2.6),
    ("Lead Import", 0.003, -0.6),
)
SOURCES = (
    *(
        ("Google", 0.31, 0.1),
        ("Direct Traffic", 0.275, -0.3),
        ("Olark Chat", 0.19, -0.5),
        ("Organic Search", 0.125, 0.0),
    ),
    *(("Reference", 0.058, 2.2), ("Welingak Website", 0.015, 3.4), ("google", 0.001, 0.1), ("Facebook", 0.006, -0.8)),
    *(("Click2call", 0.001, 0.3), ("bing", 0.001, 0.0), ("Referral Sites", 0.014, -0.6), ("", 0.004, 0.0)),
)
ACTIVITIES = (
    *(("Email Opened", 0.37, 0.0), ("SMS Sent", 0.297, 1.2), ("Olark Chat Conversation", 0.105, -1.4)),
    *(("Page Visited on Website", 0.07, -0.3), ("Converted to Lead", 0.046, -0.6), ("Email Bounced", 0.035, -1.5)),
    *(("Email Link Clicked", 0.029, 0.0), ("Form Submitted on Website", 0.013, -0.2), ("Unreachable", 0.01, 0.0)),
    *(("Unsubscribed", 0.005, -0.6), ("Had a Phone Conversation", 0.003, 1.4), ("", 0.011, 0.6)),
)
SPECIALIZATIONS = (
    *("Select", "Select", "Select", "Finance Management", "Human Resource Management", "Marketing Management"),
    *("Operations Management", "Business Administration", "IT Projects Management", "Supply Chain Management"),
    *("Banking, Investment And Insurance", "Travel and Tourism", "Media and Advertising", "E-COMMERCE", ""),
)
OCCUPATIONS = (
    ("Unemployed", 0.61, 0.1),
    ("", 0.29, -0.9),
    ("Working Professional", 0.076, 2.2),
    ("Student", 0.023, -0.1),
    ("Housewife", 0.001, 1.0),
)
TAGS = {
    True: ("Will revert after reading the email",) * 7 + ("Closed by Horizzon", "Lost to EINS", "Busy", ""),
    False: (
        "Ringing",
        "Interested in other courses",
        "Already a student",
        "switched off",
        "invalid number",
        "",
        "",
        "",
        "",
    ),
}
PROFILES = ("Select", "Select", "Potential Lead", "Other Leads", "", "", "Student of SomeSchool")
CITIES = ("Mumbai", "Mumbai", "Thane & Outskirts", "Select", "Select", "Other Cities", "")
NEVER = (
    "Magazine",
    "Receive More Updates About Our Courses",
    "Update me on Supply Chain Content",
    "I agree to pay the amount through cheque",
)


def lead_scoring(count: int, seed: int = 1, *, with_tags: bool = True) -> list[Row]:
    """Make leads in the form of the lead scoring set; with `Tags`, which are filled in after the outcome."""
    chance = random.Random(seed)
    return [_lead(number, chance, with_tags=with_tags) for number in range(count)]


def _lead(number: int, chance: random.Random, *, with_tags: bool) -> Row:
    origin, by_origin = _one_of(chance, ORIGINS)
    source, by_source = _one_of(chance, SOURCES)
    activity, by_activity = _one_of(chance, ACTIVITIES)
    occupation, by_occupation = _one_of(chance, OCCUPATIONS)
    visits = 0 if chance.random() < 0.24 else max(1, int(chance.lognormvariate(1.0, 0.6)))
    seconds = (
        0
        if not visits
        else int(min(2272, chance.choice((chance.expovariate(1 / 200), chance.gauss(1100, 350))))) % 2273
    )
    no_mail = chance.random() < 0.08
    score = (
        -1.5
        + by_origin
        + by_source
        + by_activity
        + by_occupation
        + 3.0 * (seconds / 1100 if seconds < 1400 else 1.25) ** 1.2
    )
    score += -1.2 * no_mail - 0.02 * visits - (1.5 if activity == "Olark Chat Conversation" and seconds > 900 else 0.0)
    won = chance.random() < 1 / (1 + exp(-1.3 * (score - 1.2)))
    row = {
        "Prospect ID": str(uuid.UUID(int=chance.getrandbits(128))),
        "Lead Number": str(660_737 - 9 * number - chance.randrange(9)),
        "Lead Origin": origin,
        "Lead Source": source,
        "Do Not Email": "Yes" if no_mail else "No",
        "Do Not Call": "Yes" if chance.random() < 0.0003 else "No",
        "Converted": str(int(won)),
        "TotalVisits": "" if chance.random() < 0.015 else str(float(visits)),
        "Total Time Spent on Website": str(seconds),
        "Page Views Per Visit": "" if chance.random() < 0.015 else str(round(visits and chance.uniform(1, 4), 2)),
        "Last Activity": activity,
        "Country": chance.choice(("India",) * 13 + ("United States", "Singapore", "", "", "", "", "", "")),
        "Specialization": chance.choice(SPECIALIZATIONS),
        "How did you hear about X Education": chance.choice(
            ("Select",) * 5 + ("Online Search", "Word Of Mouth", "", "", "")
        ),
        "What is your current occupation": occupation,
        "Search": "No",
        **dict.fromkeys(NEVER, "No"),
        "Lead Quality": chance.choice(("", "", "Might be", "Not Sure", "Worst" if not won else "High in Relevance")),
        "Lead Profile": chance.choice(PROFILES),
        "City": chance.choice(CITIES),
        "Asymmetrique Activity Index": chance.choice(("", "01.High", "02.Medium", "02.Medium", "03.Low")),
        "Asymmetrique Activity Score": chance.choice(("", "13", "14", "15", "17")),
        "A free copy of Mastering The Interview": chance.choice(("No", "No", "Yes")),
        "Last Notable Activity": chance.choice((activity, activity, "Modified")),
    }
    return {**row, "Tags": chance.choice(TAGS[won])} if with_tags else row


MONTHS = (
    ("Feb", 184, -1.6),
    ("Mar", 1907, -0.3),
    ("May", 3364, -0.3),
    ("June", 288, -0.3),
    ("Jul", 432, 0.1),
    ("Aug", 433, 0.2),
    ("Sep", 448, 0.3),
    ("Oct", 549, 0.4),
    ("Nov", 2998, 0.7),
    ("Dec", 1727, -0.2),
)


def shoppers(count: int, seed: int = 1) -> list[Row]:
    """Make visits in the form of the online shoppers purchasing intention set: about one in six buys."""
    chance = random.Random(seed)
    return [_visit(chance) for _ in range(count)]


def _visit(chance: random.Random) -> Row:
    month, by_month = _one_of(chance, MONTHS)
    visitor = chance.choices(("Returning_Visitor", "New_Visitor", "Other"), (85.5, 13.8, 0.7))[0]
    looked = int(min(705, chance.lognormvariate(2.9, 1.1)))
    exits = min(0.2, chance.choice((0.2, chance.betavariate(1.2, 30), chance.betavariate(1.2, 30))))
    bounces = 0.2 if exits == 0.2 and looked < 4 else exits * chance.random()
    value = 0.0 if chance.random() < 0.78 else chance.lognormvariate(3.0, 0.9)
    special = chance.choice((0.0,) * 9 + (0.2, 0.4, 0.6, 0.8, 1.0))
    score = -3.1 + by_month + (3.4 if value > 0 else 0) - 0.004 * max(0, value - 60) - 25 * exits + 0.004 * looked
    score += (0.8 if visitor == "New_Visitor" else 0) - 0.6 * special
    bought = chance.random() < 1 / (1 + exp(-score))
    administrative = int(chance.expovariate(0.4))
    informational = int(chance.expovariate(1.5))
    return {
        "Administrative": str(administrative),
        "Administrative_Duration": f"{administrative * chance.expovariate(1 / 35):.9g}",
        "Informational": str(informational),
        "Informational_Duration": f"{informational * chance.expovariate(1 / 60):.9g}",
        "ProductRelated": str(looked),
        "ProductRelated_Duration": f"{looked * chance.expovariate(1 / 38):.9g}",
        "BounceRates": f"{bounces:.9g}",
        "ExitRates": f"{exits:.9g}",
        "PageValues": f"{value:.9g}",
        "SpecialDay": str(special),
        "Month": month,
        "OperatingSystems": str(chance.choices((1, 2, 3, 4, 8), (2585, 6601, 2555, 478, 111))[0]),
        "Browser": str(chance.choices((1, 2, 4, 5, 6, 10, 13), (2462, 7961, 736, 467, 174, 163, 61))[0]),
        "Region": str(chance.randint(1, 9)),
        "TrafficType": str(chance.choices((1, 2, 3, 4, 8, 13, 20), (2451, 3913, 2052, 1069, 343, 738, 198))[0]),
        "VisitorType": visitor,
        "Weekend": "TRUE" if chance.random() < 0.23 else "FALSE",
        "Revenue": "TRUE" if bought else "FALSE",
    }


def _one_of(chance: random.Random, ways: Sequence[tuple[str, float, float]]) -> tuple[str, float]:
    name, _, effect = chance.choices(ways, [share for _, share, _ in ways])[0]
    return name, effect


def written(rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8", comma: bool = False) -> bytes:
    """Write rows as CSV; `comma` writes decimals as a German program does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _with_comma(cell) if comma else cell for name, cell in row.items()})
    return text.getvalue().encode(encoding)


def _with_comma(cell: str) -> str:
    return cell.replace(".", ",") if cell.replace(".", "", 1).isdigit() else cell


def workbook(rows: Sequence[Row]) -> bytes:
    """Write rows as .xlsx with numbers and truth values as such, as a spreadsheet program keeps them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([_typed(cell) for cell in row.values()])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _typed(cell: str) -> str | float | bool | None:
    if cell in {"TRUE", "FALSE"}:
        return cell == "TRUE"
    try:
        return float(cell)
    except ValueError:
        return cell or None
