"""Taking one document back, and the original a text was read from."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from yifa.faces.desk import fields
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.faces.desk.works import READS, held
from yifa.faces.frame.today import reader_of
from yifa.kernel.papers import files
from yifa.registers.library.models import Effect, Version
from yifa.registers.library.withdrawing import withdraw


class WithdrawForm(fields.DeskForm):
    because = fields.because("为什么撤回")
    sure = forms.BooleanField(label="我已核对上面的后果，确认撤回")


@desk("norms.take_back")
def work_withdraw(request: Request, pk: int) -> HttpResponseBase:
    """What taking the document back will do, then the deed, with its reason."""
    one = held(request, pk)
    if one.withdrawn_at:
        messages.warning(request, "这份文件已经撤回，没有再改。")
        return redirect("desk:work", pk=pk)
    texts = list(one.versions.filter(withdrawn_at__isnull=True).values_list("pk", flat=True))
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = withdraw(texts, form.cleaned_data["because"], by=request.user, at=request.now)
        messages.success(request, f"已撤回，{done.texts} 个文本不再公开。原件、文本和记录保留。")
        return redirect("desk:work", pk=pk)
    return page(
        request,
        "work_withdraw",
        422 if form.errors else 200,
        work=one,
        form=form,
        texts=len(texts),
        cited=one.cited_by.values("version_id").distinct().count(),
        caused=Effect.objects.counting().filter(by_version__in=texts).exclude(work=one).count(),
    )


@desk(*READS)
def original(request: Request, pk: int) -> HttpResponseBase:
    """The file a text was read from (or the picture of a scan), to whoever may see the text."""
    rows = Version.objects.visible_to(reader_of(request)).filter(paper__isnull=False)
    version = get_object_or_404(rows.select_related("paper__file").defer("text", "structure"), pk=pk)
    paper = version.paper
    assert paper is not None
    place = files.path(paper.file)
    if not place.exists():
        raise Http404("原件不在本机的文件夹里。请联系系统管理员恢复备份。")
    response = FileResponse(place.open("rb"), filename=paper.name, as_attachment=True)
    response["Content-Type"] = paper.file.media_type
    return response
