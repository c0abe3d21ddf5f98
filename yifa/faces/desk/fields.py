"""The form that every form of the desk is: its errors are sentences, its controls look as look.md has them."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms

from yifa.kernel.record.models import Entry


class DeskForm(forms.Form):
    """`count` is how many errors there are. The browser's own bubbles are off: the page says what is wrong."""

    use_required_attribute = False
    EITHER: ClassVar[tuple[str, ...]] = ()  # one of these is needed, so that none of them is called 可不填

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            shown: Any = field
            shown.either = name in self.EITHER
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput | forms.HiddenInput):
                kinds = f"input {field.widget.attrs.get('class', '')}".strip()
                field.widget.attrs["class"] = kinds
            choose = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            otherwise = f"选择{field.label}。" if choose else f"填写{field.label}。"
            field.error_messages["required"] = REQUIRED.get(name, otherwise)

    @property
    def count(self) -> int:
        return sum(len(errors) for errors in self.errors.values())


REQUIRED = {
    "because": "写明理由，理由会记入记录。",
    "uploads": "选择要导入的文件。",
    "sure": "请先勾选确认。",
}


def day(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A date, typed or picked; a day that does not exist gets a sentence."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label}应为真实存在的日期，如 2017-03-16。"},
        validators=[_sensible],
    )


def _sensible(value: date) -> None:
    if not 1900 <= value.year <= 2200:
        raise forms.ValidationError("日期的年份应在 1900 年至 2200 年之间。")


def line(
    label: str, help_text: str = "", *, most: int = 300, required: bool = True, **attrs: str
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": f"{label}最多 {most} 个字，现有 %(show_value)s 个字。"},
    )


def because(label: str = "理由", help_text: str = "记入记录，以后可以查到。") -> forms.CharField:
    """The reason for a decision; it goes to the record."""
    return line(label, help_text)


class Unchanged(DeskForm):
    """Carries what the page showed, so that nobody overwrites what another has saved since."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def newer(entries: Any, seen: int | None) -> list[Entry]:
    """The entries about a row that the page did not show yet."""
    return list(entries.filter(pk__gt=seen or 0))


def latest(entries: Any) -> int:
    """What a page shows of the row's record: the number of its last entry."""
    found = entries.order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}"
