import pytest

from tests.support.survey import SurveyWorld, survey_world


@pytest.fixture
def world(tayside) -> SurveyWorld:
    return survey_world(tayside)
