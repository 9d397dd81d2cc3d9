"""Documents of employers that do not exist, made by the tests: Word with python-docx, PDF by hand."""
