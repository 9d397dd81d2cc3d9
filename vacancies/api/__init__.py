"""Open vacancies for other programs, to read: described by openapi.json, explained in docs/api.md.

What is written on the advert's page is given here as data, but for one thing: the person to ask. Their name,
address and number are for people who read the advert; as data for everybody they would be a mailing list.
"""
