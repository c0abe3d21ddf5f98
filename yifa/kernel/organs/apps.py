from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "yifa.kernel.organs"
    label = "organs"
    verbose_name = "机构与人员"
