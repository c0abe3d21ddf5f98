from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yifa.faces.portal"
    label = "portal"
    verbose_name = "门户"
