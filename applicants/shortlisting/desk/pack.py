"""The recruiter's decision packs. Whoever is kept blind gets none: not even one by labels."""

from functools import partialmethod

from django.http import Http404

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import packing
from applicants.shortlisting.desk.asking import AboutOne
from applicants.shortlisting.packing import handing_out


class PackPages(AboutOne):
    """The choice of packs, and each of them as a page to print or a file."""

    pages = (
        ("pack/", "packs_page", "packs"),
        *(
            (f"pack/{kind}/{form}/", f"pack_{kind}_{form}", f"pack_{kind}_{form}")
            for kind in ("labels", "names")
            for form in handing_out.FORMS
        ),
    )

    def packs_page(self, request, pk):
        """Which packs there are by now, and which come later."""
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        offered = queries.packs_offered(shortlisting, to_recruiter=True)
        return self._page(request, "packs", shortlisting, title="Decision pack", offered=offered)

    def _pack(self, request, pk, *, with_names, form):
        """One pack. Also: audits."""
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        self._give_labels(shortlisting)
        part = handing_out.part_asked_for(request, form)
        try:
            with queries.decision_pack(
                shortlisting, with_names=with_names, to_recruiter=True, part=part
            ) as pack:
                packing.note_download(shortlisting, with_names=with_names, form=form, by=request.user)
                return handing_out.answer(
                    request, pack, form, number=pk, back_url=self._page_of(shortlisting)
                )
        except queries.NotOffered:
            raise Http404 from None

    def _give_labels(self, shortlisting) -> None:
        """A chair who came late may have no list of their own yet."""
        labeller = queries.who_labels(shortlisting)
        if labeller and shortlisting.has_closed:
            blinding.prepare(labeller)

    pack_labels_print = partialmethod(_pack, with_names=False, form=handing_out.PRINT)
    pack_labels_csv = partialmethod(_pack, with_names=False, form=handing_out.CSV)
    pack_labels_json = partialmethod(_pack, with_names=False, form=handing_out.JSON)
    pack_names_print = partialmethod(_pack, with_names=True, form=handing_out.PRINT)
    pack_names_csv = partialmethod(_pack, with_names=True, form=handing_out.CSV)
    pack_names_json = partialmethod(_pack, with_names=True, form=handing_out.JSON)
