"""Closed lists of the library: kinds of works, kinds of effects, force, roles of citations, subjects."""

from django.db import models


class WorkKind(models.TextChoices):
    CONSTITUTION = "constitution", "宪法"
    LAW = "law", "法律"
    ADMIN_REGULATION = "admin_regulation", "行政法规"
    JUDICIAL_INTERPRETATION = "judicial_interpretation", "司法解释"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    RULE = "rule", "规章"
    GOVERNMENT_NORM = "government_norm", "政府规范性文件"
    DEPARTMENT_NORM = "department_norm", "部门规范性文件"
    OTHER = "other", "其他公文"


NORM_KINDS = frozenset({WorkKind.GOVERNMENT_NORM, WorkKind.DEPARTMENT_NORM})


def numbered(kind: str) -> bool:
    """Kinds of which each issue is a work of its own, so that the same title may mean several."""
    return kind in NORM_KINDS or kind == WorkKind.OTHER


class Force(models.TextChoices):
    PENDING = "pending", "待生效"
    IN_FORCE = "in_force", "有效"
    PARTLY_LAPSED = "partly_lapsed", "部分失效"
    LAPSED = "lapsed", "失效"
    REPEALED = "repealed", "废止"
    UNKNOWN = "unknown", "未知"


class EffectKind(models.TextChoices):
    COMMENCE = "commence", "施行"
    AMEND = "amend", "修改"
    REPEAL = "repeal", "废止"
    DECLARE_LAPSED = "declare_lapsed", "宣布失效"
    EXPIRE = "expire", "有效期届满"
    EXTEND = "extend", "延长有效期"
    INTERPRET = "interpret", "解释"
    SUSPEND = "suspend", "暂停适用"
    RESUME = "resume", "恢复适用"
    REPLACE = "replace", "替代"


class EffectState(models.TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "不采纳"


class CitationRole(models.TextChoices):
    BASIS = "basis", "制定依据"
    REFERENCE = "reference", "参照"
    APPLY = "apply", "适用"
    DEFINE = "define", "定义"
    REPEAL = "repeal", "废止"
    AMEND = "amend", "修改"
    TRANSFER = "transfer", "转致"


class CitationState(models.TextChoices):
    RESOLVED = "resolved", "已链接"
    UNRESOLVED = "unresolved", "未找到目标"
    AMBIGUOUS = "ambiguous", "目标不唯一"
    MISSING = "missing", "目标无此条"
    EXTERNAL = "external", "库外文件"


class SourceClaim(models.TextChoices):
    """What the source of an imported text said about its force, on the day it was taken."""

    NONE = "", "未说明"
    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "已被修改"
    LAPSED = "lapsed", "已失效"
