"""What an Agenda for Change band pays, by date: the published scales of England as data, and sums on them.

Figures are pounds a year for full time (37.5 hours a week), as published for 1 April 2025 and 1 April 2026
by NHS Employers. A scale is never derived from another by a percentage: that gives the wrong pound in several
cells. A cell that has not been published is None, and asking for it says so. Scales that administrators add
are in the database (models.pay_scales); whoever has them hands all scales over as `scales`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FULL_TIME_HOURS = Decimal("37.5")
# The Agenda for Change handbook's number of weeks in a year.
WEEKS_IN_A_YEAR = Decimal("52.143")
MONTHS_IN_A_YEAR = 12
# More than this a week nobody may be asked to work.
MOST_HOURS = Decimal("60")
PENNY = Decimal("0.01")
POUND = Decimal("1")

ZONES = {"inner": "inner London", "outer": "outer London", "fringe": "London fringe"}
BANDS = ("2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9")


class UnknownBand(ValueError):
    """There is no such Agenda for Change band."""


class UnknownZone(ValueError):
    """There is no such high cost area."""


class NotPublished(ValueError):
    """The band or the date is real, but no figure for it has been published here."""


@dataclass(frozen=True)
class BandPay:
    """What one band pays: on entry, in the middle where the band has one, at the top.

    `years_to_next` are the years of service from each step to the one after it; a band with one
    single figure has none.
    """

    entry: int | None
    top: int | None
    middle: int | None = None
    years_to_next: tuple[int, ...] = ()


@dataclass(frozen=True)
class Supplement:
    """A high cost area supplement: a share of the pay, but no less and no more than so many pounds a year.

    For part time all three are pro rata (Agenda for Change handbook, section 4).
    """

    percent: Decimal
    lowest: int
    highest: int

    def on(self, annual: int | Decimal) -> int:
        """Whole pounds a year on a full-time salary."""
        share = (Decimal(annual) * self.percent / 100).quantize(POUND, rounding=ROUND_HALF_UP)
        return int(min(max(share, Decimal(self.lowest)), Decimal(self.highest)))


@dataclass(frozen=True)
class Scale:
    """Every band's pay from one day on, and the supplements as far as they are known."""

    begins_on: date
    bands: dict[str, BandPay]
    supplements: dict[str, Supplement] = field(default_factory=dict)


@dataclass(frozen=True)
class Range:
    """Pounds from and to; both the same where there is one figure."""

    lowest: Decimal
    highest: Decimal

    def __str__(self) -> str:
        """£27,485 to £30,162."""
        return _range_in_words((self.lowest, self.highest))

    def each(self, change: Callable[[Decimal], Decimal]) -> "Range":
        return Range(change(self.lowest), change(self.highest))


@dataclass(frozen=True)
class PayForHours:
    """What somebody earns who works so many hours a week, before tax.

    `full_time` is the advert's range with its supplement; `year`, `month` and `hour` are for the hours asked
    about. Hours beyond full time add nothing: how they are paid is for each employer to say.
    """

    hours: Decimal
    full_time: Range
    year: Range
    month: Range
    hour: Range

    @property
    def is_part_time(self) -> bool:
        return self.hours < FULL_TIME_HOURS

    @property
    def is_beyond_full_time(self) -> bool:
        return self.hours > FULL_TIME_HOURS


def _spot(figure: int) -> BandPay:
    return BandPay(entry=figure, top=figure)


def _steps(entry: int | None, middle: int | None, top: int | None, *years: int) -> BandPay:
    return BandPay(entry=entry, middle=middle, top=top, years_to_next=years)


SCALES = (
    Scale(
        date(2025, 4, 1),
        {
            "2": _spot(24_465),
            "3": _steps(24_937, None, 26_598, 2),
            "4": _steps(27_485, None, 30_162, 3),
            "5": _steps(31_049, 33_487, 37_796, 2, 2),
            "6": _steps(38_682, 40_823, 46_580, 2, 3),
            "7": _steps(47_810, 50_273, 54_710, 2, 3),
            "8a": _steps(55_690, 58_487, 62_682, 2, 3),
            "8b": _steps(64_455, 68_631, 74_896, 2, 3),
            "8c": _steps(76_965, 81_652, 88_682, 2, 3),
            "8d": _steps(91_342, 96_941, 105_337, 2, 3),
            "9": _steps(109_179, 115_763, 125_637, 2, 3),
        },
        {
            "inner": Supplement(Decimal(20), 5_609, 8_466),
            "outer": Supplement(Decimal(15), 4_714, 5_941),
            "fringe": Supplement(Decimal(5), 1_303, 2_198),
        },
    ),
    Scale(
        date(2026, 4, 1),
        {
            "2": _spot(25_272),
            "3": _steps(25_760, None, 27_476, 2),
            "4": _steps(28_392, None, 31_157, 3),
            "5": _steps(32_073, 34_592, 39_043, 2, 2),
            # The middle of bands 6, 7, 8a and 9, and all of 8b to 8d, was in no source read.
            "6": _steps(39_959, None, 48_117, 2, 3),
            "7": _steps(49_387, None, 56_515, 2, 3),
            "8a": _steps(57_528, None, 64_750, 2, 3),
            "8b": _steps(None, None, None, 2, 3),
            "8c": _steps(None, None, None, 2, 3),
            "8d": _steps(None, None, None, 2, 3),
            "9": _steps(112_782, None, 129_783, 2, 3),
        },
    ),
)


def scale_on(day: date, scales: tuple[Scale, ...] = SCALES) -> Scale:
    """The scale in force on a day: the newest that has begun. NotPublished before the first one kept here."""
    begun = [scale for scale in scales if scale.begins_on <= day]
    if not begun:
        first = day_in_words(scales[0].begins_on)
        raise NotPublished(f"No pay scale is kept for {day_in_words(day)}: the first begins on {first}.")
    return begun[-1]


def salary_range(band: str, on: date, scales: tuple[Scale, ...] = SCALES) -> tuple[int, int]:
    """Entry and top of a band in pounds a year on a day; both the same for a band with one figure.

    Raises UnknownBand, or NotPublished where the figure is not known.
    """
    known_band(band)
    pay = scale_on(on, scales).bands[band]
    if pay.entry is None or pay.top is None:
        raise NotPublished(f"The pay of {band_in_words(band)} on {day_in_words(on)} has not been published.")
    return pay.entry, pay.top


def supplement(zone: str, on: date, scales: tuple[Scale, ...] = SCALES) -> Supplement:
    """What a high cost area adds on a day. Raises UnknownZone, or NotPublished where it is not known."""
    if zone not in ZONES:
        raise UnknownZone(f"There is no high cost area {zone!r}: use one of {', '.join(ZONES)}.")
    known = scale_on(on, scales).supplements.get(zone)
    if known is None:
        raise NotPublished(f"The {ZONES[zone]} supplement on {day_in_words(on)} has not been published.")
    return known


def for_hours(lowest: int | Decimal, highest: int | Decimal, hours: int | Decimal) -> PayForHours:
    """What so many hours a week bring of a full-time range: a year, a month and an hour, to the penny.

    `lowest` and `highest` are pounds a year, full time, with the supplement if there is one: a vacancy's
    `salary_range`. Raises ValueError unless 0 < hours <= 60.
    """
    hours = Decimal(hours)
    if not 0 < hours <= MOST_HOURS:
        raise ValueError(f"Hours a week must be more than 0 and no more than {MOST_HOURS}.")
    full_time = Range(Decimal(lowest), Decimal(highest))
    counted = min(hours, FULL_TIME_HOURS)
    return PayForHours(
        hours=hours,
        full_time=full_time,
        year=full_time.each(lambda annual: pro_rata(annual, counted)),
        month=full_time.each(
            lambda annual: _to_the_penny(annual * counted / FULL_TIME_HOURS / MONTHS_IN_A_YEAR)
        ),
        hour=full_time.each(hourly_rate),
    )


def known_band(band: str) -> str:
    """The band itself, or UnknownBand."""
    if band not in BANDS:
        raise UnknownBand(f"There is no Agenda for Change band {band!r}: use one of {', '.join(BANDS)}.")
    return band


def band_in_words(band: str) -> str:
    """How a band is written in an advert: Band 4, Band 8a."""
    return f"Band {known_band(band)}"


def hourly_rate(annual: int | Decimal) -> Decimal:
    """Pounds an hour, to the penny, of a full-time salary: annual / 52.143 weeks / 37.5 hours."""
    return _to_the_penny(Decimal(annual) / WEEKS_IN_A_YEAR / FULL_TIME_HOURS)


def pro_rata(annual: int | Decimal, hours: int | Decimal) -> Decimal:
    """Pounds a year, to the penny, for so many hours a week of a full-time salary."""
    if hours <= 0:
        raise ValueError("Hours a week must be more than nothing.")
    return _to_the_penny(Decimal(annual) * Decimal(hours) / FULL_TIME_HOURS)


def salary_in_words(
    lowest: int | Decimal | None,
    highest: int | Decimal | None = None,
    *,
    extra: str = "",
    hours_per_week: int | Decimal | None = None,
    for_the_hours: Range | None = None,
    hourly: int | Decimal | Range | None = None,
) -> str:
    """A salary as an advert says it; "" where nothing is known.

    "£27,485 to £30,162 a year", "£24,465 a year pro rata (£9,786 a year for 15 hours a week)",
    "£24,465 a year (£12.51 an hour)", "£12.51 an hour". `extra` follows "a year"; `for_the_hours` is the
    full-time pay that the part of somebody part-time is taken from, where it is more than the range itself.
    """
    figures = [figure for figure in (lowest, highest) if figure is not None]
    by_the_hour = f"{an_hour(hourly)} an hour" if hourly is not None else ""
    if not figures:
        return by_the_hour
    words = f"{_range_in_words(figures)} a year{extra}"
    asides = []
    if hours_per_week is not None and 0 < hours_per_week < FULL_TIME_HOURS:
        words += ", pro rata" if extra else " pro rata"
        whole = for_the_hours or Range(Decimal(figures[0]), Decimal(figures[-1]))
        part = whole.each(lambda annual: pro_rata(annual, hours_per_week))
        asides.append(f"{part} a year for {plain(hours_per_week)} hours a week")
    if by_the_hour:
        asides.append(by_the_hour)
    return f"{words} ({'; '.join(asides)})" if asides else words


def an_hour(rate: int | Decimal | Range) -> str:
    """£12.50, £14.06 to £15.43: a rate always has its pence."""
    rates = (rate.lowest, rate.highest) if isinstance(rate, Range) else (rate,)
    return " to ".join(dict.fromkeys(f"£{each:,.2f}" for each in rates))


def pounds(figure: int | Decimal) -> str:
    """£27,485, or with its pence where it has any: £9,786.40."""
    return f"£{figure:,.0f}" if figure == int(figure) else f"£{figure:,.2f}"


def _range_in_words(figures) -> str:
    return " to ".join(dict.fromkeys(pounds(figure) for figure in figures))


def plain(number: int | Decimal) -> str:
    """15, or 22.5: without needless zeros."""
    return f"{Decimal(number).normalize():f}"


def _to_the_penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def day_in_words(day: date) -> str:
    """1 April 2026."""
    return f"{day.day} {day:%B %Y}"
