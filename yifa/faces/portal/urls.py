"""Addresses of the portal: at the root, so that they stay short and permanent."""

from django.urls import path

from yifa.faces.portal import browse, demo, home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("browse", browse.browse, name="browse"),
    path("browse/organ", browse.organ, name="organ"),
    path("demo/", demo.accounts, name="demo"),
    path("demo/day", demo.day, name="demo_day"),
]
