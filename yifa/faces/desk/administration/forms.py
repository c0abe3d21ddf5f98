"""Forms of the administrators."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from yifa.faces.desk import fields
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Level, Line, Organ, OrganKind, PostKind
from yifa.kernel.staffing.organs import COMPETENCES

BASIS = "如 《衡水市机构改革方案》、冀编办〔2019〕3号。"


class OrganChoice(forms.ModelChoiceField[Organ]):
    """One of the organs; former ones with the year they ended, for names occur twice."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.abolished_on.year}年撤销）" if obj.abolished_on else str(obj.name)


def organ_choice(
    label: str, help_text: str = "", *, required: bool = True, empty: str = "请选择"
) -> OrganChoice:
    return OrganChoice(
        label=label,
        help_text=help_text,
        required=required,
        queryset=Organ.objects.none(),
        empty_label=empty,
        error_messages={"invalid_choice": "从列出的机构里选一个。"},
    )


class OrganForm(fields.Unchanged):
    """What is known of an organ. Its end is another page, a new name by decision too."""

    name = fields.line("名称", "照机构批准文件上的全称。", most=120)
    short_name = fields.line("简称", "如 市司法局。", most=40, required=False)
    kind = forms.ChoiceField(label="类别", choices=OrganKind.choices)
    level = forms.ChoiceField(label="层级", choices=Level.choices)
    division_code = fields.line("行政区划代码", "6 位、9 位或者 12 位数字。", most=12, required=False)
    uscc = fields.line("统一社会信用代码", "18 位。", most=18, required=False)
    legal_affairs = forms.BooleanField(label="法制机构（承担合法性审查）", required=False)
    founded_on = fields.day("设立日期")
    position = forms.IntegerField(
        label="排序",
        help_text="小的在前。",
        min_value=0,
        max_value=100_000,
        error_messages={
            "invalid": "排序应为 0 至 100000 的整数。",
            "min_value": "排序应为 0 至 100000 的整数。",
            "max_value": "排序应为 0 至 100000 的整数。",
        },
    )


class NewOrganForm(OrganForm):
    code = forms.SlugField(
        label="机构代码",
        help_text="小写字母、数字和横线，如 hengshui-justice。用在地址里，定了不再改。",
        max_length=60,
        error_messages={
            "invalid": "机构代码只用字母、数字和横线。",
            "max_length": "机构代码最多 60 个字。",
        },
    )

    field_order = ("code",)


class RenameForm(fields.DeskForm):
    name = fields.line("新名称", most=120)
    on = fields.day("启用日期", "新名称启用的第一天。", required=True)
    basis = fields.line("依据", BASIS, most=200)


class NameForm(fields.DeskForm):
    name = fields.line("名称", "曾用名，或者文件里用的其他名称。", most=120)
    since = fields.day("启用日期")
    until = fields.day("停用日期", "不再使用的第一天；还在用的不填。")


class SuperiorForm(fields.DeskForm):
    line = forms.ChoiceField(label="哪条线", choices=Line.choices, widget=forms.RadioSelect)
    superior = organ_choice("上级", "选“没有上级”，只终止现在的隶属关系。", required=False, empty="没有上级")
    since = fields.day("自哪天起", required=True)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = organs  # type: ignore[attr-defined]


class CompetenceForm(fields.DeskForm):
    code = forms.ChoiceField(label="事权", choices=tuple(COMPETENCES.items()))
    basis = fields.line("依据", BASIS, most=200)
    since = fields.day("起始日期", "不填，视为一直有。")
    until = fields.day("终止日期", "不再有的第一天；没有终止的不填。")


class AbolishForm(fields.DeskForm):
    on = fields.day("撤销日期", "机构不再存在的第一天。", required=True)
    heirs = forms.ModelMultipleChoiceField(
        label="职能由谁承继",
        help_text="可以选几个；没有承继的不选。",
        required=False,
        queryset=Organ.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        error_messages={"invalid_choice": "从列出的机构里选。", "invalid_pk_value": "从列出的机构里选。"},
    )
    basis = fields.line("依据", BASIS, most=200)
    sure = forms.BooleanField(label="我已核对撤销以后的后果，确认撤销")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heirs"].queryset = organs  # type: ignore[attr-defined]


class EndForm(fields.DeskForm):
    """The first day without a post, a role or a competence, and why."""

    on = fields.day("自哪天起不再", "不再有的第一天。", required=True)
    because = fields.because()


class BecauseForm(fields.DeskForm):
    because = fields.because()


class PersonForm(fields.Unchanged):
    name = fields.line("姓名", most=60)
    staff_no = fields.line("工号", "一人一号，用来区分同名的人。", most=40, required=False)
    phone = fields.line("办公电话", "只填办公电话，不填私人号码。", most=40, required=False)


class PostForm(fields.DeskForm):
    organ = organ_choice("单位")
    title = fields.line("职务", "如 规范性文件审查科科员。", most=60)
    kind = forms.ChoiceField(
        label="类别", choices=PostKind.choices, initial=PostKind.STAFF, widget=forms.RadioSelect
    )
    since = fields.day("任职日期", required=True)
    until = fields.day("免职日期", "已知何时结束的，填不再任职的第一天。")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]


class AccountForm(fields.DeskForm):
    username = fields.line(
        "登录名",
        "小写字母、数字、点、横线，以字母开头，如 zhangwei。",
        most=40,
        autocomplete="off",
        autocapitalize="none",
        spellcheck="false",
    )


class RoleForm(fields.DeskForm):
    role = forms.ChoiceField(label="角色", choices=Role.choices, widget=forms.RadioSelect)
    since = fields.day("自哪天起", required=True)
