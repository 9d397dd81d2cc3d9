"""Somebody with a browser of their own: what people do on every journey, in their words."""

from collections.abc import Callable
from pathlib import Path

from allauth.account.models import EmailAddress
from playwright.sync_api import Locator, Page, expect

from recruitment.accounts.models import User
from tests.factories import PASSWORD, UserFactory

# More than any page has places to stop at.
STOPS_AT_MOST = 80
# What everybody is asked besides their details, their history and their evidence.
PRACTICAL_PAGES = {
    "Your right to work": {"Do you have the right to work in the UK?": "Yes, with no time limit"},
    "People you know, and this advert": {
        "Do you know anybody who works for this employer, or sits on its board?": "No",
        "Where did you see this advert? (optional)": "On this website",
    },
    "Support at an interview": {
        "Do you want to apply under the Disability Confident scheme?": "No",
        "Would anything have to be different for you at an interview?": "No",
    },
}
# The lists that everybody is asked for.
LISTS = ("Your work history", "Your qualifications", "Your referees")


class Visitor:
    """One person, one browser. Everything is found as people find it: by its label, heading or name."""

    def __init__(self, page: Page, look: Callable[[Page, str], None], pictures: Path | None = None):
        self.page = page
        self._look = look
        self._pictures = pictures

    def looks_at(self, name: str) -> None:
        """The page as it stands is accessible and does not scroll sideways, on a desk and on a phone."""
        self._look(self.page, name)

    def shows(self, name: str) -> None:
        """What is in the window becomes a picture of a guide (`make pictures` copies it into docs/)."""
        if self._pictures:
            self._pictures.mkdir(parents=True, exist_ok=True)
            # After scrolling: once everything is painted.
            self.page.evaluate(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            self.page.screenshot(path=self._pictures / f"{name}.png", caret="initial")

    def goes_to(self, path: str) -> int:
        """The status the server answered with."""
        return self.page.goto(path).status

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def fills(self, **typed: str) -> None:
        """`first_name="Zoë"` goes into the field labelled "First name"."""
        for label, text in typed.items():
            self.page.get_by_label(label.replace("_", " ").capitalize(), exact=True).fill(text)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def is_on(self, heading: str) -> None:
        """The page's one main heading says (also) this."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def opens_another_tab(self) -> "Visitor":
        return Visitor(self.page.context.new_page(), self._look, self._pictures)

    def signs_in(self, user: User) -> None:
        """From the page they are on, through the ordinary sign-in page."""
        self.follows("Sign in")
        self.fills(email_address=user.email, password=PASSWORD)
        self.presses("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def signs_out(self) -> None:
        self.presses("Sign out")
        expect(self.page.get_by_role("link", name="Sign in").first).to_be_visible()

    # --- An application ---

    def fills_in_the_practical_pages(self) -> None:
        """From the task list and back to it: the pages that ask one small thing each."""
        for title, choices in PRACTICAL_PAGES.items():
            self.follows(title)
            for question, choice in choices.items():
                group = self.page.get_by_role("group", name=question, exact=True)
                group.get_by_label(choice, exact=True).check()
            self.presses("Save and continue")
            self.follows("Back to your application")

    def fills_in_their_background(self) -> None:
        """From the task list and back to it: every list that is needed is finished, as it stands."""
        for title in LISTS:
            self.follows(title)
            self.page.get_by_role("group", name="Have you finished this section?").get_by_role(
                "radio"
            ).first.check()
            self.presses("Save and continue")
            self.follows("Back to your application")

    # --- With the keyboard alone ---

    def tabs_to(self, place: Locator) -> None:
        """Presses Tab until the focus is there, as somebody without a mouse would."""
        for _ in range(STOPS_AT_MOST):
            self.page.keyboard.press("Tab")
            if place.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"Tab never reaches {place}")

    def types(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)


def somebody_with_an_account(**fields) -> User:
    """Who can sign in: the address is confirmed."""
    return with_an_account(UserFactory(**fields))


def with_an_account(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
