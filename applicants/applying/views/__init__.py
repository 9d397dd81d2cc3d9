"""The applicant's doors: `beginning` before and beside the draft, `applications` from it on."""
