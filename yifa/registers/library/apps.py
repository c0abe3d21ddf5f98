from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "yifa.registers.library"
    label = "library"
    verbose_name = "文库"
