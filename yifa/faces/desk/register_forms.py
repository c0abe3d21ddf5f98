"""The pages of the registration form: text, what it is, its days, the check."""

from typing import Any

from django import forms

from yifa.faces.desk import fields
from yifa.kernel.organs.models import Organ
from yifa.kernel.texts.formats import limits
from yifa.registers.library.kinds import WorkKind

MB = 1024 * 1024
AS_TEXT, AS_SCAN = "text", "scan"


class TextForm(fields.DeskForm):
    """The text, pasted or as a file; or the picture of a scan that holds none."""

    form = forms.ChoiceField(
        label="有没有文本",
        choices=[
            (AS_TEXT, "有文本：粘贴，或者传可以编辑的文件"),
            (AS_SCAN, "无文本：只有扫描件或者图片，照原样保存"),
        ],
        initial=AS_TEXT,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="粘贴正文",
        help_text="连同标题、文号、落款一起粘贴，平台会认出来。",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    upload = forms.FileField(
        label="或者传文件",
        help_text=(
            f"有文本的：docx、doc、pdf、html、txt；无文本的：pdf、jpg、png、tiff。不超过 {limits.UPLOAD_BYTES // MB} MB。"
        ),
        required=False,
    )
    EITHER = ("text", "upload")


class WhatForm(fields.DeskForm):
    title = fields.line("标题", "照原件抄录，不加书名号。")
    kind = forms.ChoiceField(label="类别", choices=WorkKind.choices)
    doc_no = fields.line("文号", "年份用六角括号，如 衡政规〔2026〕3号。", most=120, required=False)
    issuers = fields.line("制定机关", "联合发文的各机关用顿号隔开，主办机关在前。", required=False)
    organ = forms.ModelChoiceField(
        label="归口机关", queryset=Organ.objects.none(), required=False, empty_label="未指定"
    )

    def __init__(self, *args: Any, organs: Any, only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ: Any = self.fields["organ"]
        organ.queryset = organs
        if only:
            organ.required, organ.empty_label = True, None


class DaysForm(fields.DeskForm):
    """The four days that are easily confused, the end of validity, and whether the document is public."""

    issued_on = fields.day("成文日期", "落款的日期。", required=True)
    published_on = fields.day("公布日期", "向社会公布的日期。")
    effective_on = fields.day("施行日期", "正文里“自……起施行”的日期；不填，效力算不出。")
    expires_on = fields.day("有效期至", "有效期的最后一天。")
    source = fields.line("来源", "从哪里来的，如 市政府公报2026年第3期。")
    label = fields.line("版本", "同一文件另有文本的，写明是哪一个，如 2024年修订。", most=80, required=False)
    public = forms.ChoiceField(
        label="是否已经公开",
        choices=[("yes", "已经向社会公开，入库后在公众门户可以查到"), ("no", "没有公开")],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        begin, end = values.get("effective_on"), values.get("expires_on")
        if begin and end and end < begin:
            self.add_error("expires_on", "有效期不能在施行日期以前届满。")
        if (
            values.get("issued_on")
            and values.get("published_on")
            and values["published_on"] < values["issued_on"]
        ):
            self.add_error("published_on", "公布日期不能早于成文日期。")
        return values


class CheckForm(fields.DeskForm):
    sure = forms.BooleanField(label="内容与原件核对无误，由我登记")
