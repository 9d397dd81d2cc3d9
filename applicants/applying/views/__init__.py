"""The applicant's doors, from before the draft to long after it; each module says which."""
