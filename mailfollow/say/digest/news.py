"""The lines that tell what happened since the morning mail before."""

from __future__ import annotations

from collections.abc import Mapping

from mailfollow.core.model import Arrived, Blind, Draft, Heard, Item, Reason, State, Status
from mailfollow.say.arrivals import arrived
from mailfollow.say.digest.answers import KEPT
from mailfollow.say.digest.page import Line, line
from mailfollow.say.digest.view import View
from mailfollow.say.owed import draft_now, what
from mailfollow.say.reasons import mail


def bounced(of: tuple[State, Arrived], view: View) -> Line:
    state, came = of
    who = state.commitment.contact.name
    told = arrived(came, view.language, who)
    return line(who, what(state.commitment, view.language), notes=(told,))


def draft(draft: Draft, view: View) -> Line:
    """A draft laid, taken back or deleted, as it stands now."""
    why = view.reason(draft.reason) if draft.reason else None
    told = draft_now(draft, view.language)
    return line(draft.name, notes=(f"{told}; {why}" if why else told,))


def kept(item: Item, view: View) -> Line:
    """A promise ticked off, with what proves it; an answer takes it back."""
    state = item.state
    proof, c = state.evidence, state.commitment
    sentence = view.reason(state.reason) if state.reason else ""
    about = mail(proof, sentence, view.language, view.zone) if proof else None
    ended = "digest.proof" if state.status is Status.FULFILLED else "status.dropped"
    notes = "; ".join(view.say(f"note.{note}") for note in (proof.notes if proof else ()))
    told = view.say(ended, mail=about, reason=sentence, notes=notes)
    return line(
        c.contact.name,
        what(c, view.language),
        notes=(told,),
        number=item.number,
        answers=(view.reply.links(item.number, KEPT),),
    )


def read(state: State, view: View) -> Line:
    c = state.commitment
    return line(c.contact.name, what(c, view.language), view.by(state))


def problem(sentence: str, _: View) -> Line:
    return line(notes=(sentence,))


def heard(names: Mapping[str, str], of: Heard, view: View) -> Line:
    who = names.get(of.commitment, of.commitment)
    return line(who, notes=(view.reason(of.reason),))


def blind(of: Blind, view: View) -> Line:
    told = view.say("status.blind", name=of.name, since=view.moment(of.since))
    return line(notes=(told, of.detail))


def paused(why: Reason, view: View) -> Line:
    return line(notes=(view.say("digest.resume", reason=view.reason(why)),))
