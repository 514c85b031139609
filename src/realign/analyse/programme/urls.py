"""Addresses of the evidence programme."""

from django.urls import path

from realign.analyse.programme.views import editing, pages, registers

app_name = "programme"
WORK = "<slug:partnership>/work/programme"
AREA = f"{WORK}/areas/<slug:slug>"
TRANCHE = f"{WORK}/slots/<slug:slug>"
DAY = f"{WORK}/training/<slug:slug>"
ROUND = f"{WORK}/rounds/<slug:slug>"
urlpatterns = [
    path(f"{WORK}/", pages.home, name="home"),
    path(f"{WORK}/areas/", pages.area_list, name="areas"),
    path(f"{WORK}/add-area/", editing.area_add, name="area-add"),
    path(f"{AREA}/", pages.area, name="area"),
    path(f"{AREA}/edit/", editing.area_edit, name="area-edit"),
    path(f"{AREA}/start/", editing.start, name="start"),
    path(f"{AREA}/conditions/<slug:code>/", editing.condition, name="condition"),
    path(f"{AREA}/elements/<slug:code>/", editing.element, name="element"),
    path(f"{AREA}/sign/<slug:sector>/<slug:purpose>/", editing.sign, name="sign"),
    path(f"{WORK}/signatures/<int:pk>/take-back/", editing.take_back, name="take-back"),
    path(f"{WORK}/slots/", pages.slot_list, name="slots"),
    path(f"{WORK}/add-tranche/", editing.tranche_add, name="tranche-add"),
    path(f"{TRANCHE}/", pages.tranche, name="tranche"),
    path(f"{TRANCHE}/edit/", editing.tranche_edit, name="tranche-edit"),
    path(f"{TRANCHE}/places/", editing.place_add, name="place-add"),
    path(f"{WORK}/places/<int:pk>/give-up/", editing.place_give_up, name="place-give-up"),
    path(f"{WORK}/calendar/", pages.calendar, name="calendar"),
    path(f"{WORK}/elements/", pages.elements, name="elements"),
    path(f"{WORK}/training/", pages.training_page, name="training"),
    path(f"{WORK}/add-day/", registers.session_add, name="session-add"),
    path(f"{DAY}/", pages.session, name="session"),
    path(f"{DAY}/edit/", registers.session_edit, name="session-edit"),
    path(f"{DAY}/attendance/", registers.attendance_add, name="attendance-add"),
    path(f"{DAY}/waiting/", registers.waiting_add, name="waiting-add"),
    path(f"{WORK}/waiting/<int:pk>/offer/", registers.waiting_offer, name="waiting-offer"),
    path(f"{WORK}/waiting/<int:pk>/answer/", registers.waiting_answer, name="waiting-answer"),
    path(f"{WORK}/benefits/", pages.benefits, name="benefits"),
    path(f"{ROUND}/benefits/<slug:code>/", registers.benefit, name="benefit"),
    path(f"{WORK}/people/", pages.people, name="people"),
    path(f"{ROUND}/roles/<slug:code>/", registers.holder_add, name="holder-add"),
    path(f"{WORK}/roles/<int:pk>/edit/", registers.holder_edit, name="holder-edit"),
    path(f"{ROUND}/oversight/<slug:code>/", registers.oversight, name="oversight"),
    path(f"{WORK}/before/", pages.before, name="before"),
    path(f"{WORK}/earlier-work/add/", registers.earlier_add, name="earlier-add"),
    path(f"{WORK}/earlier-work/<int:pk>/edit/", registers.earlier_edit, name="earlier-edit"),
    path(f"{WORK}/secondments/add/", registers.secondment_add, name="secondment-add"),
    path(f"{WORK}/secondments/<int:pk>/edit/", registers.secondment_edit, name="secondment-edit"),
    path(f"{WORK}/terms/", pages.round_list, name="rounds"),
    path(f"{WORK}/add-round/", editing.round_add, name="round-add"),
    path(f"{ROUND}/edit/", editing.round_edit, name="round-edit"),
]
