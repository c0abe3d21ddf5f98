"""The interface put together: its groups, how it answers faults, and its description."""

from typing import Any

from ninja import NinjaAPI

from yifa.faces.api import documents, laws, organs, problems, searching

ROOT = "/api/v1/"


class Interface(NinjaAPI):
    """Ninja's own, except that its addresses lie behind our doors and are not looked up by name."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return ROOT


interface = Interface(
    title="规范性文件数据接口",
    version="1",
    description="只读。只含公开文件。日期写作 2026-03-16。列表按页给出，次序稳定。",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api_v1",
)
for group in (documents.router, searching.router, organs.router, laws.router):
    interface.add_router("", group)
problems.handle(interface)
