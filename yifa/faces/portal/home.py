"""The first page: the search box, what is new, what can be done here; and how to use the site."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.registers.library import counting
from yifa.registers.library.models import Work

NEWEST = 8
# Ways to ask, one of each kind the search understands.
EXAMPLES = ("停车收费公示", "第十二条 露天烧烤", "规范性文件有效期", "行政处罚法第三十三条")


@require_safe
def home(request: Request) -> HttpResponse:
    newest = Work.objects.public(request.today).filter(issued_on__lte=request.today)
    context = {
        "section": "home",
        "totals": counting.totals(request.today),
        "newest": newest.order_by("-issued_on", "-id")[:NEWEST],
        "examples": EXAMPLES,
    }
    return render(request, "portal/home.html", context)


@require_safe
def about(request: Request) -> HttpResponse:
    return render(request, "portal/about.html", {"section": "about"})
