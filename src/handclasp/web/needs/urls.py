"""The doors of the list of needs and of the words to say."""

from django.urls import path

from handclasp.web.needs import views, words_views

urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/add/", views.add, name="add_need"),
    path("needs/words/", words_views.words, {"need_id": None}, name="words_for_all"),
    path("needs/<int:need_id>/", views.need, name="need"),
    path("needs/<int:need_id>/name/", views.rename, name="rename_need"),
    path("needs/<int:need_id>/programs/", views.served_by, name="map_need"),
    path("needs/<int:need_id>/place/", views.place, name="place_need"),
    path("needs/<int:need_id>/words/", words_views.words, name="need_words"),
]
