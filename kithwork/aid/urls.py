"""Addresses under /give/."""

from django.urls import path, register_converter

from kithwork.aid.views import awards, inventory, material, policies


class SortConverter:
    """What is recorded: aid, or a service."""

    regex = "aid|service"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SortConverter, "aid_sort")

app_name = "aid"
urlpatterns = [
    path("", inventory.inventory, name="inventory"),
    path("needs/", material.material, name="material"),
    path("needs/<uuid:uid>/", material.material_award, name="material_award"),
    path("policies/", policies.review, name="policies"),
    path("policies/<uuid:uid>/", policies.document, name="policy"),
    path("policies/<uuid:uid>/clause/", policies.add_clause, name="clause_add"),
    path("policies/clauses/<uuid:uid>/", policies.read_anew, name="clause"),
    path("nothing/<uuid:uid>/over/", inventory.nothing_ends, name="nothing_ends"),
    path("received/<uuid:uid>/confirm/", awards.confirm, name="award_confirm"),
    path("received/<uuid:uid>/end/", awards.end, name="award_end"),
    path("at/<uuid:school>/catalogue/", inventory.catalogue, name="catalogue"),
    path("at/<uuid:school>/nothing/", inventory.nothing, name="nothing"),
    path("at/<uuid:school>/policy/", policies.add, name="policy_add"),
    path("at/<uuid:school>/<aid_sort:sort>/", inventory.add, name="add"),
    path("<uuid:uid>/", inventory.programme, name="programme"),
    path("<uuid:uid>/terms/", inventory.terms, name="terms"),
    path("<uuid:uid>/end/", inventory.end, name="end"),
    path("<uuid:uid>/give/", awards.give, name="give"),
]
