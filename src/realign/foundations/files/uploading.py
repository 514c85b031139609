"""Stops an upload that is too large while it arrives, so that it fills neither memory nor disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Streams a file to disk up to the limit; beyond it, drops the file and notes on the request that it did.

    The form then refuses in words (files.forms). The rest of the form is still read, so that nothing typed is lost.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.REALIGN_MAX_UPLOAD_BYTES:
            self.file.close()
            # a note for the form that reads this request; it has no field of its own for it
            setattr(self.request, "upload_too_large", True)  # noqa: B010
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
