"""The doors of blocks, of colleagues' weeks, and of ways to be reached."""

from django.urls import path

from handclasp.web.availability import block_views, reminder_views, views, way_views

urlpatterns = [
    path("availability/", views.availability, name="availability"),
    path("availability/colleagues/", views.colleagues, name="availability_colleagues"),
    path("availability/blocks.ics", views.block_file, name="block_file"),
    path("availability/plan/", block_views.plan, name="plan_block"),
    path("availability/pause/", block_views.pause, name="pause_blocks"),
    path("availability/pauses/<int:pause_id>/end/", block_views.resume, name="resume_blocks"),
    path("availability/blocks/<int:block_id>/", block_views.block, name="block"),
    path("availability/blocks/<int:block_id>/<slug:name>/", block_views.change, name="change_block"),
    path("availability/ways/", way_views.ways, name="reach_ways"),
    path("availability/ways/keep/", way_views.keep, name="keep_way"),
    path("availability/ways/<int:way_id>/<slug:name>/", way_views.change, name="change_way"),
    path("availability/reminder/", reminder_views.reminder, name="block_reminder"),
    path("availability/reminder/answer/", reminder_views.answer, name="answer_reminder"),
]
