"""What a whole advert has, and the sentence that tells of its absence."""

from collections.abc import Container

from vacancies.importing.advert_draft import AdvertDraft

EXPECTED = {
    "title": "No job title was found.",
    "employer": "No employer was found.",
    "posted_on": "No date posted was found.",
    "closes_at": "No closing date was found.",
    "pay_scheme": "No pay scheme was found.",
    "band": "No band was found.",
    "salary": "No salary was found.",
    "contract": "No contract type was found.",
    "working_patterns": "No working pattern was found.",
    "reference": "No reference number was found.",
    "locations": "No job location was found.",
    "contact": "Nobody to contact about the job was found.",
    "summary": "No job summary was found.",
    "main_duties": "No main duties of the job were found.",
    "about_us": "Nothing about the employer was found.",
    "responsibilities": "No job responsibilities were found.",
    "criteria": "No person specification was found.",
}


def missing_from(draft: AdvertDraft, doubted: Container[str] = ()) -> list[str]:
    """A sentence for each part the draft lacks, but for those a warning already speaks of."""
    found = {
        **{part: getattr(draft, part, None) for part in EXPECTED},
        "salary": draft.salary_min or draft.salary_max or draft.hourly_rate,
        # Other schemes have no bands.
        "band": draft.band or draft.pay_scheme == "other",
        "contact": any(draft.contact.as_json().values()),
    }
    return [sentence for part, sentence in EXPECTED.items() if not found[part] and part not in doubted]
