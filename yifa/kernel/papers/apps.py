from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "yifa.kernel.papers"
    label = "papers"
    verbose_name = "文书"
