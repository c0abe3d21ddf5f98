"""The page that explains the interface, printed from its own description: no script, nothing from elsewhere."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.faces.api.interface import ROOT, interface

TYPES = {
    "integer": "整数",
    "string": "文字",
    "boolean": "true 或者 false",
    "array": "可以写多个",
    "number": "数",
}
FORMATS = {"date": "日期", "date-time": "时刻"}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    described = interface.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in described["paths"].items():
        entry = methods["get"]
        groups.setdefault(entry["tags"][0], []).append(
            _entry(address, entry, described["components"]["schemas"])
        )
    context = {
        "section": "data",
        "title": described["info"]["title"],
        "about": described["info"]["description"],
        "groups": groups.items(),
        "rate": settings.YIFA_API_RATE,
        "root": request.build_absolute_uri(ROOT).rstrip("/"),
    }
    return render(request, "api/guide.html", context)


def _entry(address: str, entry: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    answer = entry["responses"][200]["content"]["application/json"]["schema"]
    name = (answer.get("$ref") or answer.get("items", {}).get("$ref", "")).rpartition("/")[2]
    return {
        "address": address,
        "summary": entry["summary"],
        "parameters": [_parameter(one) for one in entry.get("parameters", ())],
        "fields": _fields(schemas.get(name, {})),
        "name": name,
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "required": one.get("required", False),
        "type": _type(one["schema"]),
        "about": one.get("description") or one["schema"].get("description", ""),
    }


def _fields(schema: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "type": _type(field), "about": field.get("description", "")}
        for name, field in schema.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> str:
    """The kind of value in words; of a choice the first that is not empty."""
    chosen = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    if "$ref" in chosen:
        return f"对象 {chosen['$ref'].rpartition('/')[2]}"
    return FORMATS.get(chosen.get("format", "")) or TYPES.get(chosen.get("type", ""), "对象")
