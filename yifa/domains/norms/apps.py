from importlib import import_module

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "yifa.domains.norms"
    label = "norms"
    verbose_name = "规范性文件"

    def ready(self) -> None:
        """Announce the job that works imports off."""
        import_module("yifa.domains.norms.importing")
