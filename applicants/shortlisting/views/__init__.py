"""The doors: `scoring` for every member, `choosing` for the chair, `invited` for the applicant."""
