"""Every page that the accessibility tests visit. Add a page here and it is tested; nothing else is needed.

`path` is where to go; `follow` then presses the first link whose address fits the pattern, for pages that have numbers in
their addresses; `by` is the demo account that visits (empty: anyone).
"""

from dataclasses import dataclass

REVIEWER = "shencha"
REGISTRAR = "sifa-dengji"
SYSTEM, SECURITY, AUDIT = "xitong", "anquan", "shenji"


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    path: str
    follow: str = ""  # CSS selector of the link to press there
    by: str = ""  # username
    status: int = 200


FIRST_HIT = ".hit h2 a"
PORTAL = (
    Address("home", "/"),
    Address("about", "/about"),
    Address("browse", "/browse"),
    Address("organs", "/browse/organ"),
    Address("data", "/data"),
    Address("demo accounts", "/demo/"),
    Address("demo day", "/demo/day"),
    Address("search", "/search?q=停车收费"),
    Address("search all", "/search?sort=newest"),
    Address("search none", "/search?q=衡政规〔2025〕99号"),
    Address("norm with two texts", "/search?q=衡政规〔2023〕6号", FIRST_HIT),
    Address("norm of an earlier day", "/search?q=衡政规〔2023〕6号", f"{FIRST_HIT} >> @/2024-01-01"),
    Address("norm with tables", "/search?q=衡政字〔2025〕15号", FIRST_HIT),
    Address("norm with sections", "/search?q=衡政办字〔2025〕13号", FIRST_HIT),
    Address("norm partly lapsed", "/search?force=partly_lapsed", FIRST_HIT),
    Address("norm repealed", "/search?force=repealed", FIRST_HIT),
    Address("norm lapsed", "/search?force=lapsed", FIRST_HIT),
    Address("norm pending", "/search?force=pending", FIRST_HIT),
    Address("norm without text", "/search?q=地名标志设置和管理", FIRST_HIT),
    Address("cited by", "/search?q=衡政规〔2023〕6号", f"{FIRST_HIT} >> @/cited"),
    Address("compare choose", "/compare"),
    Address("compare unknown", "/compare?left=没有这份文件&right=衡水市"),
    Address("compare", "/compare?left=衡政规〔2019〕7号&right=衡政规〔2026〕3号"),
    Address("sign-in", "/accounts/login/"),
    Address("404", "/norms/nothing", status=404),
    Address("bad day", "/norms/x/2017-02-30", status=404),
    Address("403", "/desk/record/", by=REGISTRAR, status=403),
    Address("account safety", "/accounts/2fa/", by=REVIEWER),
    Address("change password", "/accounts/password/change/", by=REVIEWER),
    Address("confirm access", "/accounts/2fa/totp/activate/", by=REVIEWER),
    Address("passkeys", "/accounts/2fa/webauthn/", by=REVIEWER),
    Address("sign out", "/accounts/logout/", by=REVIEWER),
)
FIRST_ROW = "main table tbody a"
DESK = (
    Address("desk", "/desk/", by=REVIEWER),
    Address("works", "/desk/works/", by=REVIEWER),
    Address("work", "/desk/works/", FIRST_ROW, REVIEWER),
    Address("works none", "/desk/works/?q=没有这样的文件", by=REVIEWER),
    Address("works withdrawn", "/desk/works/?view=withdrawn", by=REVIEWER),
    Address("work edit", "/desk/works/", f"{FIRST_ROW} >> @edit/", REVIEWER),
    Address("work withdraw", "/desk/works/", f"{FIRST_ROW} >> @withdraw/", REVIEWER),
    Address("effect by hand", "/desk/works/", f"{FIRST_ROW} >> @effects/new/", REVIEWER),
    Address("imports", "/desk/imports/", by=REGISTRAR),
    Address("import new", "/desk/imports/new/", by=REGISTRAR),
    Address("import report", "/desk/imports/", FIRST_ROW, REGISTRAR),
    Address("import withdrawn", "/desk/imports/?withdrawn=yes", FIRST_ROW, REVIEWER),
    Address("import take back", "/desk/imports/?withdrawn=no", f"{FIRST_ROW} >> @take-back/", REVIEWER),
    Address("settle", "/desk/imports/settle/", by=REGISTRAR),
    Address("effects", "/desk/effects/", by=REVIEWER),
    Address("effect", "/desk/effects/", FIRST_ROW, REVIEWER),
    Address("effect confirmed", "/desk/effects/?view=confirmed", FIRST_ROW, REVIEWER),
    Address("citations", "/desk/citations/", by=REVIEWER),
    Address("citation", "/desk/citations/", FIRST_ROW, REVIEWER),
    Address("findings", "/desk/findings/", by=REVIEWER),
    Address("finding", "/desk/findings/", FIRST_ROW, REVIEWER),
    Address("desk refused", "/desk/effects/", by=REGISTRAR, status=403),
    Address("register", "/desk/register/", by=REGISTRAR),
    Address("mine", "/desk/mine/", by=REVIEWER),
    Address("record", "/desk/record/", by=AUDIT),
    Address("administration refused", "/desk/organs/", by=SECURITY, status=403),
    Address("organs of the desk", "/desk/organs/", by=SYSTEM),
    Address("organ of the desk", "/desk/organs/?q=司法局", FIRST_ROW, SYSTEM),
    Address("organ new", "/desk/organs/new/", by=SYSTEM),
    Address("organ edit", "/desk/organs/?q=司法局", f"{FIRST_ROW} >> @edit/", SYSTEM),
    Address("organ superior", "/desk/organs/?q=司法局", f"{FIRST_ROW} >> @superior/", SYSTEM),
    Address("organ abolish", "/desk/organs/?q=司法局", f"{FIRST_ROW} >> @abolish/", SYSTEM),
    Address("people", "/desk/people/", by=SYSTEM),
    Address("person", "/desk/people/", FIRST_ROW, SYSTEM),
    Address("post new", "/desk/people/", f"{FIRST_ROW} >> @posts/new/", SYSTEM),
    Address("accounts", "/desk/accounts/", by=SYSTEM),
    Address("account", "/desk/accounts/", FIRST_ROW, SYSTEM),
    Address("account password", "/desk/accounts/", f"{FIRST_ROW} >> @password/", SYSTEM),
    Address("roles", "/desk/roles/", by=SECURITY),
    Address("roles of a post", "/desk/roles/", FIRST_ROW, SECURITY),
    Address("posts without a role", "/desk/roles/?view=posts&roles=no", by=SECURITY),
    Address("what roles may do", "/desk/roles/table/", by=SECURITY),
    Address("locked accounts", "/desk/locked/", by=SECURITY),
    Address("own account", "/desk/own/", by=REVIEWER),
)
API = (Address("data interface guide", "/api/"),)
ADDRESSES = (*PORTAL, *DESK, *API)
