"""Blocks and colleagues' weeks."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from handclasp.availability.queries.blocks import blocks_between, blocks_of
from handclasp.platform import clock
from handclasp.web.availability.block_file import calendar_of
from handclasp.web.availability.colleagues_page import colleagues_page
from handclasp.web.availability.pages import AHEAD, blocks_page
from handclasp.web.availability.week import monday_of
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest
from handclasp.web.shell.times import local_day


@allow("availability:read")
@require_GET
def availability(request: StaffRequest) -> HttpResponse:
    """Show one's own blocks; whoever plans none sees the colleagues'."""
    if not request.actor.may("block:plan"):
        return redirect("availability_colleagues")
    now = clock.now()
    page = blocks_page(request.actor, now, monday_of(request.GET.get("week", ""), local_day(now)))
    return render(request, "availability/blocks.html", {"page": page})


@allow("availability:read")
@require_GET
def colleagues(request: StaffRequest) -> HttpResponse:
    """Show the week of a program."""
    now, text = clock.now(), request.GET.get("program", "")
    program_id = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    monday = monday_of(request.GET.get("week", ""), local_day(now))
    page = colleagues_page(request.actor, now, clock.wall_now(), program_id, monday)
    return render(request, "availability/colleagues.html", {"page": page})


@allow("block:plan")
@require_GET
def block_file(request: StaffRequest) -> HttpResponse:
    """Give one's own blocks as a calendar file."""
    now = clock.now()
    labels = {block.pk: block.label for block in blocks_of(request.actor, local_day(now))}
    content = calendar_of(blocks_between([request.actor.person], now, now + AHEAD), labels, now)
    named = {"Content-Disposition": 'attachment; filename="handclasp-blocks.ics"'}
    return HttpResponse(content, "text/calendar; charset=utf-8", headers=named)
