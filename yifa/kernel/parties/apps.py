from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "yifa.kernel.parties"
    label = "parties"
    verbose_name = "相对人"
