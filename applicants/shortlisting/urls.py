"""The addresses of shortlisting: the panel's pages, and the applicant's invitation."""

from django.urls import path

from applicants.shortlisting.packing.handing_out import FORMS
from applicants.shortlisting.views import (
    announcing,
    arranging,
    background,
    by_candidate,
    by_criterion,
    choosing,
    confirming,
    declaring,
    explaining,
    feedback,
    figures,
    home,
    invited,
    moderating,
    pack,
    printing,
    recognising,
    scoring,
    what_if,
)

app_name = "shortlisting"
urlpatterns = [
    path("panel/", home.panels, name="panels"),
    path("panel/<int:pk>/", home.vacancy, name="vacancy"),
    path("panel/<int:pk>/declaration/", declaring.declaration, name="declaration"),
    path("panel/<int:pk>/candidates/<uuid:token>/", by_candidate.candidate, name="candidate"),
    path("panel/<int:pk>/candidates/<uuid:token>/background/", background.background, name="background"),
    path("panel/<int:pk>/score/", by_criterion.go_on, name="score"),
    path("panel/<int:pk>/criteria/<int:criterion>/", by_criterion.criterion, name="criterion"),
    path("panel/<int:pk>/print/", printing.print_pack, name="print"),
    path("panel/<int:pk>/candidates/<uuid:token>/recognise/", recognising.recognise, name="recognise"),
    path("panel/<int:pk>/scorers/", arranging.scorers, name="scorers"),
    path("panel/<int:pk>/scorers/<uuid:token>/", arranging.scorer, name="scorer"),
    path("panel/<int:pk>/cards/<int:number>/reopen/", arranging.reopen_card, name="reopen_card"),
    path("panel/<int:pk>/submit/", scoring.submit, name="submit"),
    path("panel/<int:pk>/moderation/", moderating.moderation, name="moderation"),
    path("panel/<int:pk>/moderation/figures/", figures.figures, name="figures"),
    path("panel/<int:pk>/moderation/rest/", moderating.rest, name="moderation_rest"),
    path("panel/<int:pk>/moderation/<uuid:token>/<int:criterion>/", moderating.difference, name="difference"),
    path("panel/<int:pk>/moderation/<uuid:token>/<int:criterion>/agree/", moderating.agree, name="agree"),
    path(
        "panel/<int:pk>/moderation/<uuid:token>/<int:criterion>/take-back/",
        moderating.take_back,
        name="take_back",
    ),
    path("panel/<int:pk>/what-if/", what_if.what_if, name="what_if"),
    path("panel/<int:pk>/ranking/", choosing.ranking, name="ranking"),
    path("panel/<int:pk>/rest/", choosing.rest, name="rest"),
    path("panel/<int:pk>/reserve-order/", choosing.reserve_order, name="reserve_order"),
    path("panel/<int:pk>/interviews/", confirming.interviews, name="interviews"),
    path("panel/<int:pk>/emails/", confirming.emails, name="emails"),
    path("panel/<int:pk>/confirm/", confirming.confirm, name="confirm"),
    path("panel/<int:pk>/reopen/", confirming.reopen, name="reopen"),
    path("panel/<int:pk>/announce/", announcing.announce, name="announce"),
    path("panel/<int:pk>/announced/", announcing.announced, name="announced"),
    path("panel/<int:pk>/reserves/", announcing.reserves, name="reserves"),
    path("panel/<int:pk>/reserves/release/", announcing.release_reserves, name="release_reserves"),
    path("panel/<int:pk>/pack/", pack.packs, name="packs"),
    *(
        path(
            f"panel/<int:pk>/pack/{kind}/{form}/",
            pack.hand_out,
            {"with_names": kind == "names", "form": form},
            name=f"pack_{kind}_{form}",
        )
        for kind in ("labels", "names")
        for form in FORMS
    ),
    path("panel/<int:pk>/feedback/", explaining.candidates, name="explaining"),
    path("panel/<int:pk>/feedback/release/", explaining.release, name="explaining_release"),
    path("panel/<int:pk>/feedback/<uuid:token>/", explaining.notes, name="explaining_notes"),
    path("applications/<slug:reference>/feedback/", feedback.feedback, name="feedback"),
    path("applications/<slug:reference>/invitation/", invited.invitation, name="invitation"),
]
