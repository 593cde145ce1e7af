"""`[me]`: the user, their days and their holidays."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

import tzlocal

from mailfollow.core.model import Account, Language, Me
from mailfollow.toml import values
from mailfollow.toml.section import Section


def read_me(root: Section, accounts: tuple[Account, ...]) -> Me:
    section = root.below("me", "[me]")
    own = tuple(a.address for a in accounts)
    if section is None:
        if not root.has("me"):
            root.tell(None, 'There is no section [me]; it needs at least name = "Your Name".')
        return Me("", own, _local_zone() or ZoneInfo("UTC"))
    addresses = section.take("addresses", values.addresses) or ()
    country = section.take("country", _country)
    me = Me(
        name=section.need("name", values.text, 'write name = "Your Name"') or "",
        addresses=values.distinct((*own, *addresses)),
        timezone=_zone(section),
        language=section.take("language", values.language) or Language.EN,
        gender=section.take("gender", values.gender),
        shared=section.take("shared", values.addresses) or (),
        country=country,
        region=_region(section, country),
        signature=(section.take("signature", values.block) or "").strip("\n"),
    )
    section.done()
    return me


def _zone(section: Section) -> ZoneInfo:
    zone = section.take("timezone", _zone_named)
    if zone is None and not section.has("timezone"):
        zone = _local_zone()
        if zone is None:
            section.tell(
                None, 'This machine does not say its time zone: write timezone = "Europe/Warsaw".'
            )
    return zone or ZoneInfo("UTC")


def _zone_named(value: object) -> ZoneInfo:
    name = values.text(value)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    part = name.replace(" ", "_").rpartition("/")[2].casefold()
    near = next((z for z in sorted(available_timezones()) if z.casefold().endswith(f"/{part}")), "")
    hint = f"did you mean “{near}”?" if near else "write it like “Europe/Warsaw”"
    raise ValueError(f"there is no time zone “{name}”; {hint}")


def _local_zone() -> ZoneInfo | None:
    try:
        tzlocal.reload_localzone()  # a laptop travels; what was found once is kept otherwise
        return ZoneInfo(tzlocal.get_localzone_name())
    except (KeyError, ValueError, OSError, TypeError):  # what it finds depends on the machine
        return None


def _country(value: object) -> str:
    code = values.text(value).upper()
    try:
        holidays_of(code, None)
    except NotImplementedError:  # so `holidays` says that it does not know a country
        hint = "write the two letters, like “PL” or “DE”"
        raise ValueError(f"“{code}” is not known; {hint}") from None
    return code


def _region(section: Section, country: str | None) -> str | None:
    region = section.take("region", values.text)
    if not region or country is None:
        if region and not section.has("country"):
            section.tell("region", 'region: needs country beside it, like country = "DE".')
        return None
    import holidays

    known = holidays.country_holidays(country).subdivisions
    right = next((k for k in known if k.casefold() == region.casefold()), None)
    if right is None:
        listed = ", ".join(known) or "none"
        section.tell("region", f"region: “{region}” is not known in {country}; there is {listed}.")
    return right


def holidays_of(country: str | None, region: str | None) -> Container[date]:
    if country is None:
        return frozenset()
    import holidays  # takes a third of a second, which most commands need not

    return holidays.country_holidays(country, subdiv=region)
