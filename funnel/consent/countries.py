"""The source of truth for what each country asks before somebody may be written to without having asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What news by mail need: a consent confirmed by a click, a consent, or only that nobody objected."""

    DOUBLE_OPT_IN = "double_opt_in"
    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"


@dataclass(frozen=True, slots=True)
class MailRule:
    """One country's rule and where it is written."""

    marketing: Permission
    law: str


_DOUBLE, _IN, _OUT = Permission.DOUBLE_OPT_IN, Permission.OPT_IN, Permission.OPT_OUT
UNKNOWN = MailRule(_IN, "strictest rule in common use, where the country is not known")

RULES = {
    "AE": MailRule(_IN, "Federal Decree-Law 45/2021"),
    "AT": MailRule(_DOUBLE, "TKG 2021, section 174; DSB-D130.073/0008-DSB/2019"),
    "AU": MailRule(_IN, "Spam Act 2003"),
    "BE": MailRule(_IN, "Code of Economic Law, XII.13"),
    "BR": MailRule(_IN, "LGPD, article 7"),
    "CA": MailRule(_IN, "CASL, S.C. 2010, c. 23"),
    "CH": MailRule(_DOUBLE, "UWG, article 3(1)(o)"),
    "CN": MailRule(_IN, "Measures for Internet E-mail Services, 2006"),
    "DE": MailRule(_DOUBLE, "UWG, section 7(2); BGH I ZR 164/09"),
    "DK": MailRule(_IN, "Markedsforingsloven, section 10"),
    "ES": MailRule(_IN, "LSSI, article 21"),
    "FR": MailRule(_OUT, "CPCE, L. 34-5: professional addresses"),
    "GB": MailRule(_OUT, "PECR 2003, regulation 22: corporate subscribers"),
    "GR": MailRule(_DOUBLE, "Law 3471/2006, article 11"),
    "IE": MailRule(_OUT, "S.I. 336/2011, regulation 13: business addresses"),
    "IN": MailRule(_OUT, "no rule beyond the right to object"),
    "IT": MailRule(_IN, "Codice privacy, article 130"),
    "JP": MailRule(_IN, "Act 26/2002 on specified electronic mail"),
    "KR": MailRule(_IN, "Network Act, article 50"),
    "LU": MailRule(_DOUBLE, "Law of 30 May 2005, article 11"),
    "MX": MailRule(_OUT, "LFPDPPP and LFPC, article 18"),
    "NL": MailRule(_IN, "Telecommunicatiewet, article 11.7"),
    "NO": MailRule(_DOUBLE, "Markedsforingsloven, section 15"),
    "NZ": MailRule(_IN, "Unsolicited Electronic Messages Act 2007"),
    "PL": MailRule(_IN, "Electronic Communications Law 2024, article 398"),
    "PT": MailRule(_OUT, "Law 41/2004, article 13-A: legal persons"),
    "SA": MailRule(_IN, "PDPL, article 25"),
    "SE": MailRule(_OUT, "Marknadsforingslagen, section 19: legal persons"),
    "SG": MailRule(_OUT, "Spam Control Act 2007"),
    "TR": MailRule(_OUT, "Law 6563, article 6: merchants"),
    "US": MailRule(_OUT, "CAN-SPAM Act, 15 U.S.C. 7704"),
    "ZA": MailRule(_IN, "POPIA, section 69"),
}


def mail_rule(country: str | None) -> MailRule:
    """Return a country's rule (ISO 3166 alpha-2)."""
    return RULES.get(country or "", UNKNOWN)
