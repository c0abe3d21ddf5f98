from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "yifa.registers.library"
    label = "library"
    verbose_name = "文库"

    def ready(self) -> None:
        from yifa.kernel.search import sources  # noqa: PLC0415 (models exist only once the apps are loaded)
        from yifa.registers.library import indexing  # noqa: PLC0415 (as above)

        sources.announce(indexing.SOURCE)
