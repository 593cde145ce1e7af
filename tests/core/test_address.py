"""Two spellings of one mailbox are one; nothing else is."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core import address

_ATOM = st.text(string.ascii_letters + string.digits + "!#$%&'*/=?^_`{|}~-", min_size=1, max_size=8)
LOCALS = st.lists(_ATOM, min_size=1, max_size=3).map(".".join)
DOMAINS = st.sampled_from(["example.org", "Example.PL", "müller.example.de", "xn--mller-kva.de"])
ADDRESSES = st.builds("{}@{}".format, LOCALS, DOMAINS)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("anna@example.pl", "anna@example.pl"),
        ("  <Anna@Example.PL>  ", "Anna@example.pl"),
        ("mailto:anna@example.pl", "anna@example.pl"),
        ("anna@example.pl.", "anna@example.pl"),
        ("anna@müller.example", "anna@xn--mller-kva.example"),
        ("anna@mu\u0308ller.example", "anna@xn--mller-kva.example"),
        ("anna+fair@example.pl", "anna+fair@example.pl"),
        ('"anna kowalska"@example.pl', '"anna kowalska"@example.pl'),
        ('"a@b"@example.pl', '"a@b"@example.pl'),
        ("anna@localhost", "anna@localhost"),
    ],
)
def test_parse_keeps_what_a_person_would_write(written: str, kept: str) -> None:
    assert address.parse(written).lower() == kept.lower()
    assert address.parse(written).partition("@")[0] == kept.partition("@")[0]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "@",
        "anna",
        "anna@",
        "@example.pl",
        "anna@example..pl",
        "anna@-example.pl",
        "anna @example.pl",
        "anna@exam ple.pl",
        "a@b@example.pl",
        ".anna@example.pl",
        "anna.@example.pl",
        "an..na@example.pl",
        "łucja@example.pl",
        "anna@example.pl\r\nBcc: x@example.net",
        "Anna <anna@example.pl>",
        "anna@" + "a" * 64 + ".pl",
        "anna@{3}",
    ],
)
def test_parse_refuses_what_is_no_address(written: str) -> None:
    with pytest.raises(ValueError, match="“"):
        address.parse(written)


@given(ADDRESSES)
def test_a_parsed_address_parses_to_itself_and_is_the_same_mailbox(written: str) -> None:
    once = address.parse(written)
    assert address.parse(once) == once
    assert once.isascii()
    assert address.key(once) == address.key(written)


@given(ADDRESSES, st.sampled_from([" {}", "<{}>", "{} ", " <{}> "]))
def test_letter_case_blanks_and_brackets_do_not_matter(written: str, form: str) -> None:
    assert address.same(form.format(written).upper(), written)
    assert address.among(form.format(written.swapcase()), ["x@example.net", written])


@given(ADDRESSES, ADDRESSES)
def test_same_is_symmetric_and_tells_different_mailboxes_apart(one: str, other: str) -> None:
    assert address.same(one, other) == address.same(other, one)
    assert address.same(one, other) == (address.untagged(one) == address.untagged(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anna+fair@example.pl", "anna@example.pl", True),
        ("anna+fair@example.pl", "anna+work+x@example.pl", True),
        ("+fair@example.pl", "+other@example.pl", False),
        ("anna@example.pl", "anna@example.org", False),
        ("anna@example.pl", "ann.a@example.pl", False),
        ("anna@müller.example", "anna@xn--mller-kva.example", True),
        ("anna@example.pl", "anna@example.pl.", True),
        ("", "anna@example.pl", False),
    ],
)
def test_which_addresses_are_one_person(one: str, other: str, same: bool) -> None:
    assert address.same(one, other) is same


def test_an_impossible_domain_compares_as_written() -> None:
    assert address.key("Anna@ü..example") == "anna@ü..example"
    assert not address.among("anna@ü..example", ["anna@example.pl"])


@pytest.mark.parametrize(
    ("written", "role", "several"),
    [
        ("info@example.pl", True, False),
        ("Biuro+2026@example.pl", True, False),
        ("team@example.pl", True, True),
        ("list-dev@example.pl", False, True),
        ("dev-list@example.pl", False, True),
        ("team-berlin@example.pl", False, True),
        ("all-hands@example.pl", False, True),
        ("anna@example.pl", False, False),
        ("alle.meier@example.pl", False, False),
        ("information@example.pl", False, False),
    ],
)
def test_functions_and_lists_are_no_persons(written: str, role: bool, several: bool) -> None:
    assert (address.is_role(written), address.is_list(written)) == (role, several)


def test_the_parts() -> None:
    assert address.domain("Anna@Example.PL") == "example.pl"
    assert address.local("Anna+fair@Example.PL") == "anna"


# --- msg-id ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("<a@b>", ("a@b",)),
        ("<a@b>\r\n <c@d>", ("a@b", "c@d")),
        ("<a@b><c@d>", ("a@b", "c@d")),
        ("< a@b >", ("a@b",)),
        ("<a@b> (see <x@y>) <c@d>", ("a@b", "c@d")),
        ("(a (nested) <x@y>) <c@d>", ("c@d",)),
        ("<a(1)@b>", ("a(1)@b",)),
        ("<a@b> ) <c@d>", ("a@b", "c@d")),
        ("<a@b> (never closed <c@d>", ("a@b",)),
        ("Your message of Monday", ()),
        ("<no-at-sign>", ()),
        ("<two@at@signs>", ("two@at@signs",)),
        ("", ()),
    ],
)
def test_the_ids_in_a_header(header: str, ids: tuple[str, ...]) -> None:
    assert address.message_ids(header) == ids


def test_of_too_many_ids_the_last_count() -> None:
    header = " ".join(f"<{n}@x>" for n in range(200))
    assert address.message_ids(header)[-1] == "199@x"
    assert len(address.message_ids(header)) == 100
    assert address.message_ids(header, most=2) == ("198@x", "199@x")


# --- the identity of a message --------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a@b", "a@b", True),
        ("a@b", "A@b", False),
        ("h:ab:1000", "h:ab:1120", True),
        ("h:ab:1000", "h:ab:1121", False),
        ("h:ab:1120", "h:ab:1000", True),
        ("h:ab:1000", "h:cd:1000", False),
        ("h:ab:-30", "h:ab:30", True),
        ("g:ab:1000", "g:ab:1001", False),
        ("h:ab:1000", "h:ab", False),
        ("h:ab:1@evil", "h:ab:2@evil", False),  # a message-id made to look like our key
        ("h:ab:x", "h:ab:y", False),
    ],
)
def test_copies_of_one_message(one: str, other: str, same: bool) -> None:
    assert address.same_message(one, other) is same


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_no_pair_of_keys_breaks_the_comparison(one: str, other: str) -> None:
    assert address.same_message(one, other) == address.same_message(other, one)
    assert address.same_message(one, one)
