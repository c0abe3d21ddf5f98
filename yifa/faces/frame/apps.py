from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "yifa.faces.frame"
    label = "frame"
    verbose_name = "页面框架"
