"""What somebody wrote, told from what they quoted, forwarded and signed (pl, de, en, others).

Pure functions on text. Quotes are known by `>`; by the line that introduces them ("Am …
schrieb …:"); by a block of header lines as Outlook writes it; by a separator line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import html2text

_MOST = 100_000  # characters that are read; of HTML, styles not counted
_LINES = 5_000  # likewise
TAGS = 2_500
"""Tags of HTML that are read; what was written last stands at the top."""
_NAMED = 78  # characters a separator line may have

# What stands before the words is matched possessively: no line of blanks is tried at each of them.
_FORWARD = re.compile(
    r"^[ \t>]*+(?:[-_=*]{2,}+[ \t]*+)?(?:"
    r"(?:begin )?forwarded message|weitergeleitete (?:nachricht|mail|e-mail)|"
    r"(?:anfang der )?weitergeleitete[nr]? (?:nachricht|e-?mail)|"
    r"(?:początek )?(?:przekazan|przesłan|przekazywan)(?:a|ej|ego) "
    r"(?:dalej )?(?:wiadomoś(?:ć|ci)|mailem?|e-?maila?)|(?:treść )?przekazanej wiadomości|"
    r"message transféré|mensaje reenviado|messaggio inoltrato|přeposlaná zpráva|"
    r"doorgestuurd bericht|původní přeposlaná zpráva"
    r")[ \t]*(?:[-_=*:]{1,}[ \t]*|:)?$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[ \t]*+[-_]{2,}+[ \t]*+(?:original (?:message|appointment)|ursprüngliche nachricht|"
    r"originalnachricht|original ?nachricht|wiadomość oryginalna|oryginalna wiadomość|"
    r"message d'origine|mensaje original|messaggio originale|původní zpráva|"
    r"oorspronkelijk bericht|reply message|antwort(?:nachricht)?)[ \t]*[-_]{2,}[ \t]*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?<!\w)(?:wrote|schrieb|pisze|pisał(?:\(a\)|/a|a)?|napisał(?:\(a\)|/a|\(-a\)|a)?|"
    r"napisano|wiadomość napisana przez|a écrit|escribió|ha scritto|napsala?|schreef|"
    r"het volgende geschreven)(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:on|am|w dniu|dnia|dn\.|le|el|il|dne|op|wiadomość|(?:pon|wt|śr|czw|pt|sob|niedz|ndz)\.?,)"
    r"(?!\w).*\d",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<[^<>@\s]+@[^<>\s]+>|\[mailto:")
FROM = frozenset("from von od nadawca de da van".split())
"""How clients name From above what they quote or hand on."""
FIELD = re.compile(
    rf"^[ \t>*_]*+(?P<name>{'|'.join(sorted(FROM))}|sent|gesendet|wysłano|wysłane|envoyé|enviado|"
    r"inviato|odesláno|verzonden|date|datum|data|fecha|to|an|do|à|para|a|komu|aan|adresat|odbiorca|"
    r"cc|kopie|dw|udw|kopia|subject|betreff|temat|objet|asunto|oggetto|předmět|onderwerp|reply-to|"
    r"antwort an)[ \t\xa0]*:[*_]*[ \t\xa0]*\S",
    re.IGNORECASE,
)
"""One line of the header that clients write above what they quote or hand on."""
_WHEN = frozenset(
    "sent gesendet wysłano wysłane envoyé enviado inviato odesláno verzonden date datum data "
    "fecha".split()
)
_PHONE = re.compile(
    r"^(?:sent from (?:my|mail for)|get outlook for|von meinem .{2,30} gesendet|"
    r"gesendet (?:von|mit|aus)|diese nachricht wurde von meinem|outlook für .{2,20} beziehen|"
    r"wysłan[eo] z|pobierz aplikację outlook|wysłano z)\b.{0,80}$",
    re.IGNORECASE,
)
_PGP_HEAD = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]+: .*\n)*\n?", re.MULTILINE)
_PGP_TAIL = re.compile(
    r"^-----BEGIN PGP SIGNATURE-----.*?^-----END PGP SIGNATURE-----", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Split:
    """A text by who wrote it; `original`: an Outlook block, which a reply and a forward share."""

    own: str = ""
    signature: str = ""
    quoted: str = ""
    forwarded: bool = False
    original: bool = False


def split(text: str) -> Split:
    """Tell own text, signature and quotes apart."""
    lines = _plain(text[:_MOST]).split("\n")[:_LINES]
    end, forwarded, original = _cut(lines)
    kinds = _kinds(lines[:end])
    own, signature, quoted = (
        "\n".join(line for line, kind in zip(lines[:end], kinds, strict=True) if kind == wanted)
        for wanted in "osq"
    )
    own, phone = _without_phone_line(own)
    tail = "\n".join(lines[end:])
    return Split(
        own.strip(),
        "\n".join(part for part in (signature.strip(), phone) if part),
        "\n".join(part for part in (quoted.strip("\n"), tail) if part.strip()),
        forwarded,
        original,
    )


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\0", "")
    return _PGP_TAIL.sub("", _PGP_HEAD.sub("", text))


def _cut(lines: list[str]) -> tuple[int, bool, bool]:
    """The line from which all is somebody else's: (index, forwarded, an Outlook block)."""
    for n, line in enumerate(lines):
        short = len(line) <= _NAMED
        if short and _FORWARD.match(line):
            return n, True, False
        if short and _ORIGINAL.match(line):
            return n, False, True
        if FIELD.match(line) and _header_block(lines[n : n + 8]):
            return _before_rule(lines, n), False, True
    return len(lines), False, False


def _header_block(lines: list[str]) -> bool:
    """From, then a date, and a third field, one a line: how Outlook introduces a quote."""
    names: list[str] = []
    for line in lines:
        found = FIELD.match(line)
        if found:
            names.append(found["name"].lower())
        elif line.strip() and not line.startswith((" ", "\t")):
            break
    return len(names) >= 3 and names[0] in FROM and bool(_WHEN & set(names[1:]))


def _before_rule(lines: list[str], n: int) -> int:
    """The line of underscores that Outlook draws above the block belongs to it."""
    while n and (not lines[n - 1].strip() or set(lines[n - 1].strip()) <= set("_-* ")):
        n -= 1
    return n


def _kinds(lines: list[str]) -> list[str]:
    """For each line: o(wn), s(ignature), q(uoted)."""
    kinds = ["q" if line.lstrip().startswith(">") else "o" for line in lines]
    for n, line in enumerate(lines):
        if kinds[n] == "o" and line.strip():
            _mark_intro(lines, kinds, n)
    signing = False
    for n, line in enumerate(lines):
        signing = kinds[n] != "q" and (signing or line.rstrip() == "--")
        if signing:
            kinds[n] = "s"
    return kinds


def _mark_intro(lines: list[str], kinds: list[str], last: int) -> None:
    """The lines that introduce a quote belong to it; without `>` all below them does too."""
    first = _intro(lines, last)
    if first is None:
        return
    after = next((k for k in range(last + 1, len(lines)) if lines[k].strip()), len(lines))
    if after < len(lines) and kinds[after] == "q":
        kinds[first:after] = ["q"] * (after - first)
    elif _sure(" ".join(lines[first : last + 1])):
        kinds[first:] = ["q"] * (len(lines) - first)


def _intro(lines: list[str], last: int) -> int | None:
    """The first of at most three lines that end at `last` and introduce a quote."""
    if not lines[last].rstrip().endswith(":"):
        return None
    weak = None
    for first in range(last, max(last - 3, -1), -1):
        text = " ".join(line.strip() for line in lines[first : last + 1])
        if not lines[first].strip() or len(text) > 300:
            break
        if _VERB.search(text):
            if _OPENING.match(text):
                return first
            weak = first if weak is None else weak
    return weak


def _sure(text: str) -> bool:
    return bool(_OPENING.match(text) or (_ADDRESS.search(text) and any(map(str.isdigit, text))))


def _without_phone_line(own: str) -> tuple[str, str]:
    """Split off "Sent from my phone" at the end."""
    head, _, last = own.rstrip().rpartition("\n")
    last = re.sub(r"^\[([^\]]*)\]\([^)]*\)", r"\1", last.strip())
    return (head, last) if _PHONE.match(last) else (own, "")


# --- HTML -----------------------------------------------------------------------------------

_GMAIL_SIGNATURE = re.compile(
    r"<div\b[^>]*(?:class|id)=[\"']?[^\"'>]*(?:gmail_signature|outlook-mobile-signature)[^>]*>",
    re.IGNORECASE,
)
_UNSEEN = (("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<head>", "</head"))
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HALF_TAG = re.compile(r"<(?![^<>]*>)")
_LIST_TAG = re.compile(r"</?(?:ul|ol|li|dl|dt|dd)\b[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"\s{20,}")
_TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)  # begins a line, as browsers show it
_QUOTE_TAG = re.compile(r"<blockquote\b[^<>]*>", re.IGNORECASE)
_DEPTH = 40  # quotes within quotes
_MAILTO = re.compile(r"\[([^\]]+)\]\(<?mailto:([^)>?]*)[^)]*\)")
_ENTITIES = 4_000  # &…; that are read
_ESCAPED = re.compile(r"\\([-\\`*_{}\[\]()#+.!>|])")


def from_html(html: str, tags: int = TAGS) -> str:
    """HTML, at most so many `tags` of it, as plain text. Never raises.

    Quotes get `>`, links keep their address.
    """
    for opening, closing in _UNSEEN:
        html = _without(html, opening, closing)
    html = _first(_first(html[:_MOST].replace("&nbsp;", " "), "<", tags), "&", _ENTITIES)
    html = _TABLE_TAG.sub("<br><table", _tamed(html))
    html = _GMAIL_SIGNATURE.sub(lambda m: "<div>-- </div>" + m[0], html)
    reader = html2text.HTML2Text(bodywidth=0)
    reader.ignore_images = True
    reader.ignore_emphasis = True
    reader.ignore_tables = True
    reader.single_line_break = True
    try:
        text = reader.handle(html)
    except Exception:  # one bad mail never stops the others
        text = unescape(_TAG.sub(" ", html))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _ESCAPED.sub(r"\1", _MAILTO.sub(_addressed, text))


def _addressed(link: re.Match[str]) -> str:
    """A link to an address: the address itself, behind the name it is shown as."""
    shown, address = link[1], link[2]
    return shown if "@" in shown else f"{shown} <{address}>"


def _first(html: str, mark: str, most: int) -> str:
    """What stands before the mark that is one too many."""
    return mark.join(html.split(mark, most + 1)[: most + 1])


def _tamed(html: str) -> str:
    """Nothing that html2text takes quadratic time for: lists and quotes in each other, blanks."""
    html = _BLANKS.sub(" ", _HALF_TAG.sub("&lt;", html))
    quotes = _QUOTE_TAG.split(_LIST_TAG.sub("<br>", html))
    return "<blockquote>".join(quotes[:_DEPTH]) + "<br>".join(["", *quotes[_DEPTH:]])


def _without(html: str, opening: str, closing: str) -> str:
    """Cut out what stands between the two, in linear time; an unclosed one goes to the end."""
    lower, kept, at = html.lower(), [], 0
    if len(lower) != len(html):  # some letters have longer small ones
        return html
    while (start := lower.find(opening, at)) >= 0:
        kept.append(html[at:start])
        end = lower.find(closing, start)
        at = len(html) if end < 0 else end + len(closing)
    return "".join([*kept, html[at:]])
