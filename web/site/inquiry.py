"""What an inquiry sent with the contact form consists of, and what makes one acceptable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from web.locale import Speech

LIMITS = {
    "name": 120,
    "company": 160,
    "email": 254,
    "phone": 40,
    "country": 2,
    "message": 4000,
    "sku": 40,
    "topic": 40,
    "job_title": 120,
    "company_size": 8,
}
"""The longest value of each field, in characters."""

SIZES = (1, 10, 50, 250, 1000)
"""From how many people on: the steps that statistics of companies use."""

TRAP = "website"
"""A field that people do not see: whoever fills it in is a machine."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An acceptable inquiry. `phone` is E.164, `country` ISO 3166; what was not given is None."""

    locale: str
    name: str
    email: str
    message: str
    company: str | None = None
    phone: str | None = None
    country: str | None = None
    sku: str | None = None
    topic: str | None = None
    job_title: str | None = None
    company_size: int | None = None
    """How many people work there at least: one of SIZES."""
    news: str | None = None
    """The sentence by which news by mail were asked for; None where they were not."""


@dataclass(frozen=True, slots=True)
class InquiryForm:
    """A form as it stands: what was written, and what is wrong with it (field -> sentence)."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def read_inquiry(fields: Mapping[str, str], say: Speech) -> Inquiry | InquiryForm:
    """Check a sent form: return the inquiry, or the form with a sentence beside each field that needs mending."""
    values = {name: fields.get(name, "").strip()[: limit + 1] for name, limit in LIMITS.items()}
    errors = {name: say("Please shorten this.") for name, limit in LIMITS.items() if len(values[name]) > limit}
    needed = {
        "name": say("Please tell us your name."),
        "message": say("Please tell us what it is about."),
        "email": say("Please give an e-mail address that we can answer to."),
    }
    errors |= {name: sentence for name, sentence in needed.items() if not values[name]}
    email = _email(values["email"]) or ""
    if "email" not in errors and not email:
        errors["email"] = say("This e-mail address is not complete. Example: name@company.com")
    phone = _phone(values["phone"], values["country"])
    if values["phone"] and phone is None:
        errors["phone"] = say("This number is not complete. Please begin with the country code, such as +49.")
    if fields.get("consent") != "yes":
        errors["consent"] = say("Please agree, so that we may answer you.")
    if errors:
        kept = {name: value[: LIMITS[name]] for name, value in values.items()}
        return InquiryForm({**kept, "news": fields.get("news", "")[:3]}, errors)
    return Inquiry(
        say.locale,
        values["name"],
        email,
        values["message"],
        company=values["company"] or None,
        phone=phone,
        country=values["country"].upper() or None,
        sku=values["sku"].upper() or None,
        topic=values["topic"] or None,
        job_title=values["job_title"] or None,
        company_size=int(values["company_size"]) if values["company_size"] in map(str, SIZES) else None,
        news=news_sentence(say) if fields.get("news") == "yes" else None,
    )


def news_sentence(say: Speech) -> str:
    """Return what somebody agrees to who wants news; kept word for word with the consent."""
    return say("Send me product news by e-mail now and then. I can end that at any time with the link in each mail.")


def is_trapped(fields: Mapping[str, str]) -> bool:
    """Say whether a machine filled in the field that people do not see."""
    return bool(fields.get(TRAP, "").strip())


def _email(written: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        # The form only asks whether an answer could arrive; whether the domain exists is found out when sending.
        return validate_email(written, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


def _phone(written: str, country: str) -> str | None:
    if not written:
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(written, country.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
