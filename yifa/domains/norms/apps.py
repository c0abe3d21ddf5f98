from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "yifa.domains.norms"
    label = "norms"
    verbose_name = "规范性文件"
