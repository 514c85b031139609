"""What goes wrong with survey data, said so that an analyst can put it right."""


class SurveyError(ValueError):
    """The data or the design do not allow the estimate that was asked for."""


class LonelyPsuError(SurveyError):
    """A stratum holds one primary sampling unit only, so its variance cannot be estimated."""
