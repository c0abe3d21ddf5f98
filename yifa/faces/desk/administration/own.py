"""One's own account: posts, roles, the ways of signing in, what was done to the account, and recent sign-ins."""

from allauth.mfa.models import Authenticator
from axes.models import AccessLog
from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from yifa.faces.desk.administration.acting import history
from yifa.faces.desk.doors import Request, page
from yifa.kernel.access.models import Grant
from yifa.kernel.organs.dated import holds_on
from yifa.kernel.organs.models import Post

SIGN_INS = 10


@login_required
@never_cache
def own(request: Request) -> HttpResponseBase:
    """Open to whoever is signed in: someone without a role may still change the password."""
    one = request.user
    held = Post.objects.held(request.today).filter(person=one.person).select_related("organ")
    grants = Grant.objects.filter(holds_on(request.today), post__in=held).select_related("post__organ")
    kinds = list(Authenticator.objects.filter(user=one).values_list("type", flat=True))
    return page(
        request,
        "administration/own",
        account=one,
        posts=held,
        grants=grants,
        totp=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        codes=Authenticator.Type.RECOVERY_CODES in kinds,
        sign_ins=AccessLog.objects.filter(username=one.username).order_by("-attempt_time")[:SIGN_INS],
        **history([one]),
    )
