"""From choosing a client to the moment somebody comes, or a promise is made."""

from django.urls import path

from handclasp.web.introduce import promise_views, ring_views, tier_views, views

urlpatterns = [
    path("introduce/", views.choose, name="introduce"),
    path("introduce/leaflet/<str:language>/", views.team_leaflet, name="leaflet"),
    path("introduce/<int:client_id>/", views.ask, name="ask"),
    path("introduce/<int:client_id>/words/", views.words, name="ask_words"),
    path("handoffs/<int:handoff_id>/answered/", views.answered, name="answered"),
    path("handoffs/<int:handoff_id>/introduce/", tier_views.live_tier, name="live_tier"),
    path("handoffs/<int:handoff_id>/introduce/ring/", tier_views.ring, name="tier_ring"),
    path("handoffs/<int:handoff_id>/introduce/others/", tier_views.others, name="tier_others"),
    path("handoffs/<int:handoff_id>/introduce/stop/", tier_views.stop, name="tier_stop"),
    path("handoffs/<int:handoff_id>/introduce/longer/", tier_views.longer, name="tier_longer"),
    path("handoffs/<int:handoff_id>/introduce/offer/", tier_views.take_offer, name="tier_offer"),
    path("handoffs/<int:handoff_id>/introduce/send-back/", tier_views.send_back, name="tier_send_back"),
    path("handoffs/<int:handoff_id>/introduce/arrived/", tier_views.arrived, name="tier_arrived"),
    path("handoffs/<int:handoff_id>/need/", tier_views.need, name="tier_need"),
    path("handoffs/<int:handoff_id>/promise/", promise_views.promise, name="promise"),
    path("handoffs/<int:handoff_id>/promised/", promise_views.promised, name="promised"),
    path("handoffs/<int:handoff_id>/promised/<str:language>/", promise_views.card, name="promise_card"),
    path("rings/", ring_views.rings, name="rings"),
    path("rings/<int:ring_id>/", ring_views.answer_ring, name="answer_ring"),
    path("handoffs/<int:handoff_id>/withdraw/", ring_views.withdraw, name="withdraw"),
    path("handoffs/<int:handoff_id>/here/", ring_views.here, name="here"),
]
