"""The doors of the Today board."""

from django.urls import path

from handclasp.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("board/", views.board, name="today_board"),
    path("presence/", views.presence, name="presence"),
    path("presence/change/", views.change_presence, name="change_presence"),
    path("notices/<int:notice_id>/put-away/", views.put_away, name="put_away"),
    path("passes/<int:pass_id>/answer/", views.answer_pass, name="answer_pass"),
]
