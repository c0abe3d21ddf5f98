from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "yifa.kernel.publication"
    label = "publication"
    verbose_name = "公布"
