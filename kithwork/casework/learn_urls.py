"""Addresses under /learn/ of what casework keeps: lessons, and pathways of one's own."""

from django.urls import path

from kithwork.casework.views import lessons, pathway_forms, pathways

app_name = "learn"
urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
    path("pathways/", pathways.pathways, name="pathways"),
    path("pathways/from/<slug:base>/", pathway_forms.begin, name="pathway_begin"),
    path("pathways/<uuid:uid>/", pathways.pathway, name="pathway"),
    path("pathways/<uuid:uid>/file/", pathways.export, name="pathway_file"),
    path("pathways/<uuid:uid>/beside/<uuid:other>/", pathways.compare, name="pathway_beside"),
    path("pathways/<uuid:uid>/approve/", pathways.approve, name="pathway_approve"),
    path("pathways/<uuid:uid>/retire/", pathways.retire, name="pathway_retire"),
    path("pathways/<uuid:uid>/frame/", pathway_forms.frame, name="pathway_frame"),
    path("pathways/<uuid:uid>/stage/<int:number>/", pathway_forms.stage, name="pathway_stage"),
    path(
        "pathways/<uuid:uid>/stage/<int:number>/add/",
        pathway_forms.stage_add,
        name="pathway_stage_add",
    ),
    path(
        "pathways/<uuid:uid>/stage/<int:number>/drop/",
        pathway_forms.stage_drop,
        name="pathway_stage_drop",
    ),
    path(
        "pathways/<uuid:uid>/stage/<int:number>/move/",
        pathway_forms.stage_move,
        name="pathway_stage_move",
    ),
]
