"""What a file means is the same by page and by command: understood, or refused in words with what to do."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.cli import main
from realign.foundations.audit.queries import events
from realign.foundations.files.models import Import
from realign.registers.indicators.models import Observation

HEADER = "area_code,area_name,period,type_definition,indicator,measure,quintile\n"
PLACE = "S12000042,Dundee City,2021/22 financial year"


def by_page(client, text, name):
    client.post(
        reverse("files:new", args=["tayside", "indicators", "scotpho"]),
        {"file": SimpleUploadedFile(name, text.encode())},
    )
    record = Import.objects.latest("pk")
    page = client.get(reverse("files:import", args=["tayside", record.pk])).getvalue().decode()
    if record.state == Import.State.READY:
        client.post(reverse("files:accept", args=["tayside", record.pk]))
    return page


def by_command(path):
    command = ["import", "indicators", str(path), "--format", "scotpho", "--partnership", "tayside"]
    return CliRunner().invoke(main, command).output


@pytest.mark.slow
def test_a_group_is_a_breakdown_and_another_unit_is_refused_by_page_and_by_command(places, client, write):
    client.force_login(places.people["analyst"])
    by_page(client, f"{HEADER}{PLACE},Percentage,Teeth,50,1\n", "first.csv")
    assert list(Observation.objects.values_list("breakdown", "value")) == [("quintile: 1", 50)]
    other = f'{HEADER}{PLACE},"Crude rate per 1,000",Teeth,48,1\n'
    for answer in (by_page(client, other, "then.csv"), by_command(write(other, "then.csv"))):
        assert "%, the unit of this indicator in the register" in answer
        assert "change the unit on the page of the indicator first" in answer
    assert list(Observation.objects.values_list("breakdown", "value")) == [("quintile: 1", 50)]


@pytest.mark.slow
def test_whoever_imports_a_file_sees_its_figures_first(places, client, write):
    client.force_login(places.people["analyst"])
    rows = "".join(
        f"{PLACE.replace('2021/22', year)},Percentage,Teeth,{value},\n"
        for year, value in (("2020/21", 12.5), ("2021/22", 44.1), ("2019/20", "*"))
    )
    page = by_page(client, HEADER + rows, "teeth.csv")
    assert all(
        words in page for words in ("Check the figures", "Teeth (new)", "3 new", "which way is better")
    )
    assert "12.5% (Dundee City, 2020/21)" in page
    assert "44.1% (Dundee City, 2021/22)" in page
    assert "2019/20 to 2021/22" in page
    record = Import.objects.latest("pk")
    # once imported, the figures stand in the register and nowhere beside it
    assert record.state == Import.State.ACCEPTED
    assert "preview" not in record.summary
    assert not [event for event in events("tayside") if "preview" in str(event.detail)]
    later = by_page(client, HEADER + rows.replace("44.1", "441").replace("Percentage", "Number"), "later.csv")
    assert "Check the figures" not in later  # refused, so that there is nothing to import
    corrected = by_page(client, HEADER + rows.replace("44.1", "44.7"), "corrected.csv")
    assert "1 changed, 2 as before" in corrected
    client.force_login(places.people["reader"])
    assert "44.7" not in client.get(record.get_absolute_url()).getvalue().decode()
