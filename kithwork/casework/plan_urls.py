"""Addresses under /cases/ of what is assessed and planned; `urls` takes them in."""

from django.urls import path

from kithwork.casework.views import (
    assess,
    ecomap,
    evidence,
    genogram,
    goals,
    needs,
    plans,
    techniques,
)

CASE = "<uuid:uid>/"
urlpatterns = [
    path("techniques/<slug:code>/", techniques.technique, name="technique"),
    path(f"{CASE}assess/", assess.assess, name="assess"),
    path(f"{CASE}assess/grid/", assess.grid, name="assess_grid"),
    path(f"{CASE}assess/again/", assess.again, name="assess_again"),
    path(f"{CASE}assess/cells/<slug:rater>/", assess.cells, name="assess_cells"),
    path(f"{CASE}assess/evidence/", assess.evidence_add, name="assess_evidence"),
    path(f"{CASE}assess/evidence/<uuid:evidence>/", evidence.amend, name="evidence_amend"),
    path(
        f"{CASE}assess/evidence/<uuid:evidence>/withdraw/",
        evidence.withdraw,
        name="evidence_withdraw",
    ),
    path(f"{CASE}assess/talk/<slug:card>/<slug:person>/", assess.talk, name="assess_talk"),
    path(f"{CASE}assess/needs/", needs.needs, name="assess_needs"),
    path(f"{CASE}assess/needs/add/", needs.need_add, name="assess_need_add"),
    path(f"{CASE}assess/problem/", needs.problem, name="assess_problem_add"),
    path(f"{CASE}assess/problem/<uuid:problem>/", needs.problem, name="assess_problem"),
    path(f"{CASE}ecomap/", ecomap.ecomap, name="ecomap"),
    path(f"{CASE}ecomap/draw/", ecomap.draw, name="ecomap_draw"),
    path(f"{CASE}genogram/", genogram.genogram, name="genogram"),
    path(f"{CASE}genogram/draw/", genogram.draw, name="genogram_draw"),
    path(f"{CASE}genogram/keep/", genogram.keep, name="genogram_keep"),
    path(f"{CASE}genogram/harm/", genogram.harm, name="genogram_harm"),
    path(f"{CASE}goals/", goals.goals, name="goals"),
    path(f"{CASE}goals/add/", goals.goal, name="goal_add"),
    path(f"{CASE}goals/rate/", goals.rate, name="goals_rate"),
    path(f"{CASE}goals/<uuid:goal>/", goals.goal, name="goal"),
    path(f"{CASE}plan/", plans.plan, name="plan"),
    path(f"{CASE}plan/begin/", plans.begin, name="plan_begin"),
    path(f"{CASE}plan/frame/", plans.frame, name="plan_frame"),
    path(f"{CASE}plan/stage/<int:number>/", plans.stage, name="plan_stage"),
    path(f"{CASE}plan/stage/<int:number>/drop/", plans.stage_drop, name="plan_stage_drop"),
    path(f"{CASE}plan/action/", plans.action, name="plan_action_add"),
    path(f"{CASE}plan/action/<int:place>/", plans.action, name="plan_action"),
    path(f"{CASE}plan/action/<int:place>/drop/", plans.action_drop, name="plan_action_drop"),
    path(f"{CASE}plan/reason/<slug:code>/", plans.reason, name="plan_reason"),
    path(f"{CASE}plan/print/", plans.plan_print, name="plan_print"),
    path(f"{CASE}plan/sign/", plans.plan_sign, name="plan_sign"),
]
