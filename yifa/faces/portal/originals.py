"""The original of a text: the file as it was handed in, or the picture of a document without text."""

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.faces.portal.converters import day_of
from yifa.kernel.papers import files
from yifa.registers.library import holding, reading
from yifa.registers.library.models import Version

# What a browser may draw itself; everything else is handed over to be kept (nothing of it runs on our pages).
DRAWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def drawn(version: Version) -> bool:
    return version.paper is not None and version.paper.file.media_type in DRAWN


@require_safe
def original(request: Request, slug: str, day: str = "") -> FileResponse:
    """The file of the public text that holds on the day."""
    work = reading.public_work(slug, request.today)
    on = day_of(day) if day else request.today
    version = holding.public_text(work, on, request.today) if work else None
    if version is None or version.paper is None:
        raise Http404("这份文件没有公开的原件。")
    paper = version.paper
    response = FileResponse(files.path(paper.file).open("rb"), content_type=paper.file.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(not drawn(version), paper.name) or "attachment"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
