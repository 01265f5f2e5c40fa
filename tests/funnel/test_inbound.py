"""A mail that comes in is told for what it is: an answer, an automatic one, or a report that ours did not arrive."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from funnel.mails.inbound import UnreadableMail, read_inbound
from funnel.ports import InboundKind

OURS = "<q-2026-00042.01abc@tradewind>"
REPLY = f"""From: =?utf-8?q?Anna_Keller?= <a.keller@autowerk.example>
To: sales@kestrel-torque.example
Subject: =?utf-8?b?UkU6IEFuZ2Vib3Qg4oCT?= Q-2026-00042
Date: Sat, 21 Nov 2026 11:00:00 +0100
Message-ID: <reply-1@autowerk.example>
In-Reply-To: {OURS}
References: <older@tradewind>
\t{OURS}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Können Sie bis Freitag liefern?
"""


def report(action: str, *, returned: str) -> bytes:
    """A delivery report as RFC 3464 draws one (its appendix E.1)."""
    return f"""From: MAILER-DAEMON@mx.autowerk.example
To: sales@kestrel-torque.example
Subject: Undelivered Mail Returned to Sender
Date: Sat, 21 Nov 2026 10:00:00 +0000
Message-ID: <dsn-{action}@mx.autowerk.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.autowerk.example

Final-Recipient: rfc822; a.keller@autowerk.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--B
Content-Type: {returned}

Message-ID: {OURS}
Subject: Angebot Q-2026-00042

--B--
""".encode()


def test_an_answer_names_what_it_answers_the_nearest_first() -> None:
    mail = read_inbound(REPLY.encode())
    assert mail.kind is InboundKind.REPLY
    assert mail.answers == (OURS, "<older@tradewind>")
    assert (mail.sender, mail.message_id) == ("a.keller@autowerk.example", "<reply-1@autowerk.example>")
    assert mail.subject == "RE: Angebot – Q-2026-00042"
    assert mail.text == "Können Sie bis Freitag liefern?"
    assert mail.sent_at == datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_tells_who_was_not_reached_and_which_mail_of_ours_it_was(returned: str) -> None:
    mail = read_inbound(report("failed", returned=returned))
    assert (mail.kind, mail.answers) == (InboundKind.BOUNCE, (OURS,))
    assert mail.detail == "a.keller@autowerk.example: 5.1.1 550 5.1.1 No such user"


@pytest.mark.parametrize(
    ("action", "kind"),
    [("delayed", InboundKind.DELAYED), ("delivered", InboundKind.NOTICE), ("nonsense", InboundKind.NOTICE)],
)
def test_only_a_failure_is_a_bounce(action: str, kind: InboundKind) -> None:
    assert read_inbound(report(action, returned="message/rfc822")).kind is kind


def test_an_automatic_answer_is_nobodys() -> None:
    away = REPLY.replace("Subject:", "Auto-Submitted: auto-replied (vacation)\nSubject:", 1)
    assert read_inbound(away.encode()).kind is InboundKind.AUTO_REPLY


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"no header at all", b"From: \n\nx", b"x" * 30_000_001])
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableMail):
        read_inbound(raw)


@pytest.mark.parametrize("cut", range(0, 900, 53))
def test_a_torn_or_garbled_mail_is_read_or_refused_but_never_more(cut: int) -> None:
    whole = report("failed", returned="message/rfc822")
    for raw in (
        whole[:cut],
        whole[cut:],
        whole.replace(b"utf-8", b"\x00\xff"),
        whole[:cut] + b"\x00\xff\r" + whole[cut:],
    ):
        try:
            mail = read_inbound(raw)
        except UnreadableMail:
            continue
        assert "\0" not in mail.subject + mail.text + mail.detail + mail.sender
        assert len(mail.message_id) <= 200
