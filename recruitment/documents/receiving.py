"""What of an upload reaches the disk: no more of a file than anybody takes, however much is sent."""

from django.core.files.uploadhandler import FileUploadHandler

# A job description to import is the largest file anybody takes.
MOST_BYTES = 10 * 1024 * 1024


class NoMoreThanWeTake(FileUploadHandler):
    """The first handler: passes on one byte more than is allowed, enough to know, and drops the rest."""

    def receive_data_chunk(self, raw_data, start):
        left = MOST_BYTES + 1 - start
        return raw_data[:left] if left > 0 else None

    def file_complete(self, file_size):
        return None
