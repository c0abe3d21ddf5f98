"""Addresses of administration, within those of the desk."""

from django.urls import path

from yifa.faces.desk.administration import accounts, organs, own, people, roles

urlpatterns = [
    path("own/", own.own, name="own"),
    path("organs/", organs.organs, name="organs"),
    path("organs/new/", organs.organ_new, name="organ_new"),
    path("organs/<int:pk>/", organs.organ, name="organ"),
    path("organs/<int:pk>/edit/", organs.organ_edit, name="organ_edit"),
    path("organs/<int:pk>/rename/", organs.organ_rename, name="organ_rename"),
    path("organs/<int:pk>/names/new/", organs.organ_name, name="organ_name_new"),
    path("organs/<int:pk>/names/<int:name>/", organs.organ_name, name="organ_name"),
    path("organs/<int:pk>/superior/", organs.organ_superior, name="organ_superior"),
    path("organs/<int:pk>/competences/new/", organs.organ_competence, name="organ_competence"),
    path("organs/<int:pk>/abolish/", organs.organ_abolish, name="organ_abolish"),
    path("competences/<int:pk>/end/", organs.competence_end, name="competence_end"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/posts/new/", people.post_new, name="post_new"),
    path("people/<int:pk>/account/", accounts.account_new, name="account_new"),
    path("posts/<int:pk>/end/", people.post_end, name="post_end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/disable/", accounts.account_disable, name="account_disable"),
    path("accounts/<int:pk>/enable/", accounts.account_enable, name="account_enable"),
    path("accounts/<int:pk>/password/", accounts.account_password, name="account_password"),
    path("accounts/<int:pk>/factor/", accounts.account_factor, name="account_factor"),
    path("roles/", roles.roles, name="roles"),
    path("roles/table/", roles.role_table, name="role_table"),
    path("roles/posts/<int:pk>/", roles.role_post, name="role_post"),
    path("roles/<int:pk>/end/", roles.role_end, name="role_end"),
    path("locked/", roles.locked, name="locked"),
    path("locked/<int:pk>/unlock/", roles.unlock, name="unlock"),
]
