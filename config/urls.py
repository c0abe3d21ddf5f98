"""Addresses: the portal at the root, the desk, the API, sign-in, health."""

from django.urls import include, path

from yifa.faces.frame import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed

urlpatterns = [
    path("health", errors.health, name="health"),
    path("accounts/", include("yifa.faces.frame.account_urls")),
    path("desk/", include("yifa.faces.desk.urls")),
    path("api/", include("yifa.faces.api.urls")),
    path("", include("yifa.faces.portal.urls")),
]
