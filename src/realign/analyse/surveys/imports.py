"""Survey answers as a kind of file that the site takes in."""

from realign.analyse.surveys.data.incoming.format import FORMAT, KIND, keep, read, recognises
from realign.foundations.files.registry import IMPORTS
from realign.foundations.files.types import ImportFormat, ImportOption

IMPORTS.add(
    ImportFormat(
        kind=KIND,
        slug=FORMAT,
        title="Survey answers",
        help="SPSS, CSV with a codebook, Excel workbook or Parquet; one row for each pupil, nothing "
        "that identifies a person.",
        columns=(),
        permission="surveys.upload",
        reader=read,
        apply=keep,
        recognises=recognises,
        page="surveys:bring",
        options=(
            ImportOption(
                "name", "Short name for the data", "Small letters, numbers and hyphens.", required=True
            ),
            ImportOption(
                "expires",
                "Keep until",
                "The last day on which the data may be used: 2029-03-31.",
                required=True,
            ),
            ImportOption("codebook", "Codebook", "Fingerprint (sha256) of a codebook uploaded before."),
            ImportOption(
                "missing_codes",
                "Missing codes of the whole file",
                "For columns without their own: 777=Prefer not to say, 888=Question not asked of "
                "stage, 999=No answer.",
            ),
            ImportOption("score", "Scales to score", "Such as sdq-self:complete,swemwbs:complete"),
        ),
    )
)
