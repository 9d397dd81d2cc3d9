"""Who was invited, by what applicants said for equality monitoring: numbers that name nobody."""

from applicants.monitoring.actions import rating
from applicants.monitoring.fifths import Rate
from applicants.shortlisting.desk.asking import AboutOne

# Of the picture: one bar a group, so high, and so wide where everybody was invited.
BAR, GAP, WIDE = 22, 10, 400


class RatesPage(AboutOne):
    """The page of the selection rates of one shortlisting."""

    pages = (("selection-rates/", "rates_page", "rates"),)

    def rates_page(self, request, pk):
        """What the sealed room shows. Also: the first time, has it count and keep the figures."""
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        found, is_told = None, True
        try:
            found = rating.selection_rates(shortlisting.pk)
        except rating.NotTold:
            is_told = False
        except rating.NotComplete:
            pass
        return self._page(
            request,
            "rates",
            shortlisting,
            title="Selection rates",
            found=found,
            is_told=is_told,
            questions=[_shown(asked) for asked in found.questions] if found else [],
        )


def _shown(asked: rating.Asked) -> dict:
    rates = [rate for rate in asked.rates if rate.rate is not None]
    bars = [
        {
            "rate": rate,
            "y": number * (BAR + GAP),
            "text_y": number * (BAR + GAP) + BAR - 6,
            "width": max(1, round(WIDE * rate.rate)),
            "percent": _percent(rate.rate),
        }
        for number, rate in enumerate(rates)
    ]
    return {
        "asked": asked,
        "lines": [_line(rate) for rate in asked.rates],
        "bars": bars,
        "height": len(bars) * (BAR + GAP),
        "below": [rate.in_words for rate in asked.rates if rate.is_below],
    }


def _line(rate: Rate) -> dict:
    return {
        "rate": rate,
        "percent": "" if rate.rate is None else _percent(rate.rate),
        "ratio": "" if rate.ratio is None else f"{float(rate.ratio):.2f}",
    }


def _percent(rate) -> str:
    return f"{round(100 * rate)}%"
