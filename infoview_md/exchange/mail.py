"""A message as other programs take it: a `mailto:` link, and a mail file that opens as a draft.

Source: RFC 6068 for the link; RFC 5322 for the file, and `X-Unsent: 1`, by which mail programs open it for editing.
"""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

_LONGEST_HEADER = 500


def mailto(*, to: str, subject: str, text: str) -> str:
    """Write a message as a `mailto:` link; without an address the mail program asks for it."""
    fields = (("subject", on_one_line(subject)), ("body", text.rstrip("\n").replace("\n", "\r\n")))
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)
    return f"mailto:{quote(on_one_line(to), safe='@')}?{query}"


def eml(*, to: str, name: str, subject: str, text: str) -> bytes:
    """Write a message as a mail file without sender and date, which the mail program fills in.

    An address that is none is left out, and nothing in any of the texts can add a header.
    """
    message = EmailMessage(policy=SMTP)
    address = address_of(name, to)
    if address is not None:
        message["To"] = address
    message["Subject"] = on_one_line(subject)[:_LONGEST_HEADER]
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def address_of(name: str, to: str) -> Address | None:
    """Give an address with its name; None for what is no address."""
    try:
        return Address(display_name=on_one_line(name), addr_spec=on_one_line(to)) if to else None
    except (MessageError, ValueError, IndexError):
        return None


def on_one_line(text: str) -> str:
    """Give a text without line ends and other control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
