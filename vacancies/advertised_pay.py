"""What an advert says of pay: a vacancy's terms and the pay scales put together, in figures and in words.

Pure: whoever calls has the vacancy and the scales (models.pay_scales has those of the database).
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from vacancies import pay
from vacancies.status import Contract, PayScheme

NO_PAY = "Choose a band whose pay is known, enter the figures, or say in words what the job pays."


@dataclass(frozen=True)
class Advertised:
    """Pay as advertised: pounds a year, full time with the supplement, and the words.

    Either may be unknown: None, "". `notes` are for the recruiter: figures that nobody has published,
    choices that change nothing.
    """

    full_time: pay.Range | None
    words: str
    notes: tuple[str, ...] = ()


def advertise(vacancy, scales: tuple[pay.Scale, ...] = pay.SCALES) -> Advertised:
    """What the advert says by the scale in force on the day it opens; a draft opens today.

    Words of the recruiter's own come before figures of their own, and those before the band's.
    """
    own = [figure for figure in (vacancy.salary_min, vacancy.salary_max) if figure is not None]
    if own:
        found = Advertised(
            pay.Range(own[0], own[-1]),
            pay.salary_in_words(*own, hours_per_week=vacancy.hours_per_week, hourly=vacancy.hourly_rate),
            _about_own_figures(vacancy),
        )
    elif vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band:
        found = _of_the_band(vacancy, scales)
    else:
        found = _without_a_band(vacancy)
    if vacancy.salary_text:
        # A figure that nobody has published troubles nobody who has said it in words.
        return Advertised(found.full_time, vacancy.salary_text, found.notes if found.full_time else ())
    return found if found.words else Advertised(None, "", (*found.notes, NO_PAY))


def opening_day(vacancy) -> date:
    """The day whose scale counts, in London: that of opening, or today for what has not been published."""
    return timezone.localdate(vacancy.opens_at or vacancy.published_at)


def for_the_recruiter(vacancy, advertised: Advertised) -> list[str]:
    """The sums behind an advert's pay, a sentence each, the notes last."""
    return [*_sums(vacancy, advertised), *advertised.notes]


def _sums(vacancy, advertised: Advertised) -> list[str]:
    if not advertised.words:
        return []
    sentences = [f"The advert says: {advertised.words}."]
    whole = advertised.full_time
    if whole is None:
        return sentences
    sentences.append(
        f"Full time ({pay.plain(pay.FULL_TIME_HOURS)} hours a week): {whole} a year, "
        f"{pay.an_hour(whole.each(pay.hourly_rate))} an hour."
    )
    hours = vacancy.hours_per_week
    if hours and hours < pay.FULL_TIME_HOURS:
        part = pay.for_hours(whole.lowest, whole.highest, hours)
        sentences.append(f"For {pay.plain(hours)} hours a week: {part.year} a year, {part.month} a month.")
    return sentences


def _without_a_band(vacancy) -> Advertised:
    words = pay.salary_in_words(None, hourly=vacancy.hourly_rate)
    return Advertised(None, words, _about_own_figures(vacancy) if words else ())


def _about_own_figures(vacancy) -> tuple[str, ...]:
    if not vacancy.high_cost_area:
        return ()
    return (
        f"The {_zone(vacancy)} supplement is not added to figures of your own: "
        "enter them with it, or say it in words.",
    )


def _of_the_band(vacancy, scales) -> Advertised:
    """By the scale of the opening day, and by each newer one that begins before closing or the interview."""
    day = opening_day(vacancy)
    try:
        found = _on(day, vacancy, scales)
    except (pay.UnknownBand, pay.NotPublished) as unknown:
        words = pay.salary_in_words(None, hourly=vacancy.hourly_rate)
        return Advertised(None, words, (str(unknown),))
    words, notes = found.words, list(found.notes)
    for begins_on in _newer_scales(vacancy, day, scales):
        try:
            newer = _on(begins_on, vacancy, scales)
        except pay.NotPublished as unknown:
            notes.append(f"A new pay scale begins before the advert's dates are over. {unknown}")
            continue
        also = " and the supplement" if vacancy.high_cost_area and newer.notes else ""
        words = f"{words}; from {pay.day_in_words(begins_on)}: {newer.full_time} a year{also}"
        notes += newer.notes
    return Advertised(found.full_time, words, tuple(notes))


def _newer_scales(vacancy, day: date, scales) -> list[date]:
    last = [timezone.localdate(vacancy.last_minute)] if vacancy.closes_at else []
    if vacancy.interview_on:
        last.append(vacancy.interview_on)
    return [scale.begins_on for scale in scales if last and day < scale.begins_on <= max(last)]


def _on(day: date, vacancy, scales) -> Advertised:
    """A band's pay on one day, with the supplement of its zone where that has been published."""
    basic = pay.Range(*pay.salary_range(vacancy.band, day, scales))
    whole, extra, notes = basic, "", ()
    if vacancy.high_cost_area:
        extra = f" plus {_zone(vacancy)} supplement"
        try:
            supplement = pay.supplement(vacancy.high_cost_area, day, scales)
        except pay.NotPublished as unknown:
            notes = (f"{unknown} The advert names the supplement without a figure.",)
        else:
            whole = basic.each(lambda annual: annual + supplement.on(annual))
            extra += f": {whole} a year in all"
    words = pay.salary_in_words(
        basic.lowest,
        basic.highest,
        extra=extra,
        hours_per_week=vacancy.hours_per_week,
        for_the_hours=whole,
        hourly=_hourly(vacancy, whole),
    )
    return Advertised(whole, words, notes)


def _hourly(vacancy, whole: pay.Range):
    """The rate entered; else, for bank work, which is paid by the hour, the rate of the range."""
    if vacancy.hourly_rate is not None or vacancy.contract != Contract.BANK:
        return vacancy.hourly_rate
    return whole.each(pay.hourly_rate)


def _zone(vacancy) -> str:
    return pay.ZONES.get(vacancy.high_cost_area, vacancy.high_cost_area)
