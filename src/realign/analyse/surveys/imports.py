"""Survey answers as a kind of file that the site takes in."""

from realign.analyse.surveys.data.incoming.format import FORMAT, KIND, keep, name_from_title, read, recognises
from realign.analyse.surveys.data.types import HeadingRows
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
        columns_page="surveys:columns",
        options=(
            ImportOption(
                "name",
                "Short name for the data",
                "Small letters, numbers and hyphens. It is made from the title if it is left out.",
                from_title=name_from_title,
            ),
            ImportOption(
                "expires",
                "Keep until",
                "The last day on which the data may be used: 2029-03-31.",
                required=True,
            ),
            ImportOption(
                "codebook",
                "Codebook",
                "A file that says what columns and values mean, or the fingerprint (sha256) of one uploaded before.",
                is_file=True,
            ),
            ImportOption(
                "mapping",
                "Mapping of columns",
                "A file that says what each column is; `realign survey-columns` writes one to begin with.",
                is_file=True,
            ),
            ImportOption(
                "headings",
                "First rows of the file",
                "Told by the file if left out.",
                choices=tuple((headings.value, headings.value) for headings in HeadingRows),
            ),
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
