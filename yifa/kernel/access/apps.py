from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "yifa.kernel.access"
    label = "access"
    verbose_name = "身份与权限"
