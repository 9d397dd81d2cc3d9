"""The doors: `home`, `declaring`, `scoring` for members, `choosing` for the chair, `invited` for others."""
