"""What a mail can wear: signatures, quotes, HTML, logos, keys, files, links."""

from __future__ import annotations

from email.message import EmailMessage

PDF = b"%PDF-1.4\n%%EOF\n"


def nothing(message: EmailMessage) -> None:
    pass


def append(message: EmailMessage, text: str) -> None:
    if not message.is_multipart():
        message.set_content(message.get_content().rstrip("\n") + text)


def signature(message: EmailMessage) -> None:
    append(message, "\n\n-- \nEwa Zielińska\nhttps://example.org/green-roofs\n")


def quote(message: EmailMessage) -> None:
    append(message, "\n\nOn Mon, 7 Sep 2020 at 08:00, somebody wrote:\n> See https://example.com\n")


def html(message: EmailMessage) -> None:
    if not message.is_multipart():
        text = message.get_content()
        message.set_content(f"<html><body><p>{text}</p></body></html>", subtype="html")


def logo(message: EmailMessage) -> None:
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline"
    )


def key(message: EmailMessage) -> None:
    message.add_attachment(
        b"-----BEGIN PGP PUBLIC KEY BLOCK-----",
        maintype="application",
        subtype="pgp-keys",
        filename="key.asc",
    )


def pdf(message: EmailMessage) -> None:
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="it.pdf")


def inline_pdf(message: EmailMessage) -> None:
    message.add_attachment(
        PDF, maintype="application", subtype="pdf", filename="it.pdf", disposition="inline"
    )


def photo(message: EmailMessage) -> None:
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="it.jpg")


def link(message: EmailMessage) -> None:
    append(message, "\n\nhttps://example.org/it\n")


def html_link(message: EmailMessage) -> None:
    text = message.get_content()
    body = f'<html><body><p>{text}</p><a href="https://example.org/it">here</a></body></html>'
    message.set_content(body, subtype="html")
