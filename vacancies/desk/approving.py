"""Sending a draft for approval, approving it, sending it back."""

from django.contrib import messages

from vacancies import permissions
from vacancies.actions import approving, publishing
from vacancies.actions.moving import StandsElsewhere
from vacancies.desk.asking import AsksFirst
from vacancies.forms.acts import SendBackForm
from vacancies.status import Status

OWN = "You sent this advert for approval, so somebody else has to decide. You can take it back."

SENT_AGAIN = (
    "It was taken back and sent once more while you had this page open. Read it again before you decide."
)


class ApprovingPages(AsksFirst):
    def send_page(self, request, pk):
        """What is still missing, or who is asked; then send."""
        vacancy = self._own(request, pk)
        if vacancy.status != Status.DRAFT:
            return self._overtaken(request, vacancy)
        if request.method == "POST":
            try:
                approving.send(vacancy, by=request.user)
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except publishing.NotReady:
                pass  # the page below says what is missing
            else:
                return self._acted(
                    request, vacancy, "Sent for approval.", f"{vacancy} waits for a colleague to approve it."
                )
        colleagues = permissions.recruiters(vacancy.employer).exclude(pk=request.user.pk)
        return self._ask(
            request,
            "send",
            vacancy,
            title="Send this vacancy for approval?",
            missing=publishing.what_is_missing(vacancy),
            colleagues=colleagues,
        )

    def approve_page(self, request, pk):
        """The advert's facts to look at; then approve."""
        vacancy = self._own(request, pk)
        if refusal := self._not_to_decide(request, vacancy):
            return refusal
        if request.method == "POST":
            try:
                approving.approve(vacancy, by=request.user, read=request.POST.get("read"))
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except approving.NotByTheSender:
                return self._refused(request, vacancy, OWN)
            except approving.SentAgain:
                messages.warning(request, SENT_AGAIN)
            else:
                words = f"{vacancy} is approved and can be published."
                return self._acted(request, vacancy, "Approved.", words)
        return self._ask(
            request,
            "approve",
            vacancy,
            title="Approve this vacancy?",
            sender=vacancy.sent_for_approval_by,
            read=approving.sending(vacancy),
            missing=publishing.what_is_missing(vacancy),
            panel=vacancy.panel.seated().select_related("user"),
        )

    def send_back_page(self, request, pk):
        """What has to change; then it is the sender's draft again."""
        vacancy = self._own(request, pk)
        if refusal := self._not_to_decide(request, vacancy):
            return refusal
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                approving.send_back(vacancy, by=request.user, reason=form.cleaned_data["reason"])
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except approving.NotByTheSender:
                return self._refused(request, vacancy, OWN)
            return self._acted(request, vacancy, "Sent back.", f"{vacancy} is a draft again.")
        return self._ask(
            request,
            "send_back",
            vacancy,
            title="Send this vacancy back?",
            form=form,
            sender=vacancy.sent_for_approval_by,
        )

    def _not_to_decide(self, request, vacancy):
        if vacancy.status != Status.AWAITING_APPROVAL:
            return self._overtaken(request, vacancy)
        if vacancy.sent_for_approval_by_id == request.user.pk:
            return self._refused(request, vacancy, OWN)
        return None
