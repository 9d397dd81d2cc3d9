"""Who may do what: every address of the service, and what each kind of person gets there.

`thing` is what the address names (access_world.py makes it; `-` where it names nothing), GET and POST what
those get who are let in. A cell under a role is `in` (GET and POST as said), or what the person gets
whatever the method, or with GET/with POST:

    ok       the page                        404   as if the thing did not exist
    go       a redirect to another page      403   refused
    sign-in  a redirect to signing in        405   not with this method
    gone     410: the advert has closed      400   a request that cannot be meant
    desk     a redirect to the desk's door, which is signing in, or home for who is signed in

HEAD is answered like GET. PUT and DELETE are refused, or do nothing. Whoever is not let in changes nothing.
An address that stands here not at all fails the walk; so does a row whose address is no more.
Addresses without a name stand under their path.
"""

ROWS = """
# address                          thing                GET POST   anonymous applicant stranger recruiter elsewhere member chair manager administrator

# The public site
vacancies:list                     -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:detail                   open                 ok  405    in        in        in       in        in        in     in    in      in
vacancies:detail                   closed               gone 405   in        in        in       in        in        in     in    in      in
vacancies:detail                   withdrawn            gone 405   in        in        in       in        in        in     in    in      in
vacancies:detail                   draft                -   -      404       404       404      404       404       404    404   404     404
vacancies:document                 document of open     ok  405    in        in        in       in        in        in     in    in      in
vacancies:document                 document of draft    ok  405    404/405   404/405   404/405  in        404/405   in     in    in      in
vacancies:atom                     -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:json_feed                -                    ok  405    in        in        in       in        in        in     in    in      in
privacy:notice                     -                    ok  405    in        in        in       in        in        in     in    in      in
accessibility                      -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:sitemap                  -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:sitemap_part             sitemap-part         ok  405    in        in        in       in        in        in     in    in      in
vacancies:robots                   -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:alert                    -                    ok  ok     in        in        in       in        in        in     in    in      in
vacancies:alert_asked              -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:alert_confirm            alert-to-confirm     ok  ok     in        in        in       in        in        in     in    in      in
vacancies:alert_stop               alert-to-stop        ok  ok     in        in        in       in        in        in     in    in      in
vacancies:api_vacancies            -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:api_vacancy              open                 ok  405    in        in        in       in        in        in     in    in      in
vacancies:api_vacancy              closed               gone 405    in        in        in       in        in        in     in    in      in
vacancies:api_description          -                    ok  405    in        in        in       in        in        in     in    in      in
vacancies:api_vacancy              draft                -   -      404/405   404/405   404/405  404/405   404/405   404/405 404/405 404/405 404/405
vacancies:api_nothing              anything             -   -      404/405   404/405   404/405  404/405   404/405   404/405 404/405 404/405 404/405
vacancies:detail                   awaiting             -   -      404       404       404      404       404       404    404   404     404
vacancies:detail                   scheduled            -   -      404       404       404      404       404       404    404   404     404

# Applying
applying:start                     open                 ok  go     in        in        in       in        in        ok/403 ok/403 in     in
applying:start                     draft                -   -      404       404       404      404       404       404    404   404     404
applying:late_entry                over                 ok  ok     sign-in   in        in       in        in        in     in    in      in
applying:late_entry                draft                -   -      sign-in   404       404      404       404       404    404   404     404
applying:late_entry_link           late-link            go  go     in        in        in       in        in        in     in    in      in
applying:stop_reminders            reminder             ok  ok     in        in        in       in        in        in     in    in      in
applying:start                     scheduled            -   -      404       404       404      404       404       404    404   404     404
applying:list                      -                    ok  405    sign-in   in        in       in        in        in     in    in      in
applying:task_list                 draft-application    ok  405    sign-in   in        404      404       404       404    404   404     404
applying:questions                 asked-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:right_to_work             draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:documents                 documented-application ok  go     sign-in   in        404      404       404       404    404   404     404
applying:document_remove           sent-document        ok  go     sign-in   in        404      404       404       404    404   404     404
applying:document_file             sent-document        ok  405    sign-in   in        404      404       404       404    404   404     404
applying:document_another          infected-document    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:details                   draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:registration              asked-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:evidence                  question             ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:copy                      draft-application    ok  405    sign-in   in        404      404       404       404    404   404     404
applying:copy_from                 copied-application   ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:employment                draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:employment_add            draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:employment_change         row of employment    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:employment_remove         row of employment    ok  go     sign-in   in        404      404       404       404    404   404     404
applying:qualifications            draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:qualifications_add        draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:qualifications_change     row of qualifications ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:qualifications_remove     row of qualifications ok  go     sign-in   in        404      404       404       404    404   404     404
applying:training                  draft-application    ok  go     sign-in   in        404      404       404       404    404   404     404
applying:training_add              draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:training_change           row of training      ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:training_remove           row of training      ok  go     sign-in   in        404      404       404       404    404   404     404
applying:referees                  draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:referees_add              draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:referees_change           row of referees      ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:referees_remove           row of referees      ok  go     sign-in   in        404      404       404       404    404   404     404
applying:gap                       gap                  ok  go     sign-in   in        404      404       404       404    404   404     404
applying:statement                 draft-application    ok  go     sign-in   in        404      404       404       404    404   404     404
applying:connections               draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:support                   draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:declaration               draft-application    ok  ok     sign-in   in        404      404       404       404    404   404     404
applying:check                     draft-application    ok  405    sign-in   in        404      404       404       404    404   404     404
applying:equality                  draft-application    ok  go     sign-in   in        404      404       404       404    404   404     404
applying:equality                  submitted-application ok go     sign-in   in        404      404       404       404    404   404     404
applying:submit                    draft-application    go  go     sign-in   in        404      404       404       404    404   404     404
applying:receipt                   submitted-application ok 405    sign-in   in        404      404       404       404    404   404     404
applying:application               submitted-application ok 405    sign-in   in        404      404       404       404    404   404     404
applying:messages                  submitted-application ok 405    sign-in   in        404      404       404       404        404   404     404
applying:put_away                  submitted-application 405 go    sign-in   in        405/404  405/404   405/404   405/404    405/404 405/404 405/404
applying:withdraw                  submitted-application ok ok     sign-in   in        404      404       404       404    404   404     404

# Shortlisting: the panel, and only the chair from the ranking on
shortlisting:panels                -                    ok  405    sign-in   in        in       in        in        in     in    in      in
shortlisting:vacancy               closed               ok  405    sign-in   404       404      404       404       in     in    404     404
shortlisting:vacancy               withdrawn            ok  405    sign-in   404       404      404       404       in     in    404     404
shortlisting:vacancy               scheduled            -   -      sign-in   404       404      404       404       404    404   404     404
shortlisting:declaration           closed               ok  ok     sign-in   404       404      404       404       in     in    404     404
shortlisting:candidate             candidate of member  ok  go     sign-in   404       404      404       404       in     404   404     404
shortlisting:candidate             candidate of chair   ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:background            candidate of member  ok  405    sign-in   404/405   404/405  404/405   404/405   in     404/405 404/405 404/405
shortlisting:score                 scored               go  go     sign-in   404       404      404       404       in     in    404     404
shortlisting:criterion             criterion            ok  go     sign-in   404       404      404       404       in     in    404     404
shortlisting:print                 scored               ok  405    sign-in   404/405   404/405  404/405   404/405   in     in    404/405 404/405
shortlisting:recognise             candidate of member  ok  go     sign-in   404       404      404       404       in     404   404     404
shortlisting:scorers               scored               ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:scorer                recognised           go  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:reopen_card           card of member       ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:submit                scored               ok  go     sign-in   404       404      404       404       in     in    404     404
shortlisting:moderation            differing            ok  405    sign-in   404       404      404       404       in     in    404     404
shortlisting:figures               differing            ok  405    sign-in   404       404      404       404       in     in    404     404
shortlisting:moderation_rest       differing            ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:difference            difference           ok  405    sign-in   404       404      404       404       in     in    404     404
shortlisting:agree                 difference           ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:take_back             agreement            ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:what_if               differing            ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:ranking               choosing             ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:interviews            choosing             ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:confirm               chosen               ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:rest                  choosing             ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:reserve_order         reserved             ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:emails                chosen               ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:reserves              with-reserves        ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:release_reserves      with-reserves        ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:reopen                confirmed            ok  ok     sign-in   404       404      404       404       404    in    404     404
shortlisting:announce              confirmed            ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:announced             announced            ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:packs                     choosing             ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_labels_print         choosing             ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_labels_json          choosing             ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_labels_csv           choosing             ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_names_print          confirmed            ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_names_json           confirmed            ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:pack_names_csv            confirmed            ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:explaining            refused              ok  405    sign-in   404       404      404       404       404    in    404     404
shortlisting:explaining_notes      refused-candidate    ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:explaining_release    refused              ok  go     sign-in   404       404      404       404       404    in    404     404
shortlisting:feedback              refused-application  ok  go     sign-in   in        404      404       404       404    404   404     404
shortlisting:feedback              invited-application  -   -      sign-in   404       404      404       404       404    404   404     404
shortlisting:invitation            invited-application  ok  405    sign-in   in        404      404       404       404    404   404     404

# Signing in, and one's own account. Everybody is let in; who has signed in is sent on.
home                               -                    go  go     sign-in   in        in       in        in        in     in    in      in
account_login                      -                    ok  ok     in        go        go       go        go        go     go    go      go
account_signup                     -                    ok  ok     in        go        go       go        go        go     go    go      go
account_request_login_code         -                    ok  ok     in        go        go       go        go        go     go    go      go
account_confirm_login_code         -                    go  go     in        go        go       go        go        go     go    go      go
account_logout                     -                    ok  go     go        in        in       in        in        in     in    in      in
account_inactive                   -                    ok  405    in        in        in       in        in        in     in    in      in
account_reauthenticate             -                    ok  ok     sign-in   in        in       in        in        in     in    in      in
account_email                      -                    ok  go     sign-in   in        in       in        in        in     in    in      in
account_email_verification_sent    -                    go  go     in        in        in       in        in        in     in    in      in
account_change_password            -                    ok  ok     sign-in   in        in       in        in        in     in    in      in
account_set_password               -                    go  go     sign-in   in        in       in        in        in     in    in      in
account_reset_password             -                    ok  ok     in        in        in       in        in        in     in    in      in
account_confirm_password_reset_code -                   go  go     in        in        in       in        in        in     in    in      in
account_complete_password_reset    -                    go  go     in        in        in       in        in        in     in    in      in
account_password_reset_completed   -                    ok  405    in        in        in       in        in        in     in    in      in
account_home                       -                    ok  405    sign-in   in        in       in        in        in     in    in      in
usersessions_list                  -                    ok  go     sign-in   in        in       in        in        in     in    in      in
privacy:download                   -                    go  go     sign-in   in        in       in        in        in     in    in      in
privacy:leave                      -                    go  go     sign-in   in        in       in        in        in     in    in      in
privacy:left                       -                    ok  405    in        in        in       in        in        in     in    in      in
account_prove                      -                    ok  ok     sign-in   in        in       in        in        in     in    in      in
account_email_change               -                    go  go     sign-in   in        in       in        in        in     in    in      in
account_email_confirm              -                    go  go     sign-in   in        in       in        in        in     in    in      in
account_email_lost                 -                    go  go     sign-in   in        in       in        in        in     in    in      in
account_email_stop                 email-change         ok  ok     in        in        in       in        in        in     in    in      in
account_passkey_options            -                    405 ok     in        405/403   405/403  405/403   405/403   405/403 405/403 405/403 405/403
mfa_login_webauthn                 -                    go  go     in        in        in       in        in        in     in    in      in
mfa_list_webauthn                  -                    ok  405    sign-in   in        in       in        in        in     in    in      in
mfa_add_webauthn                   -                    go  go     sign-in   in        in       in        in        in     in    in      in
mfa_reauthenticate_webauthn        -                    go  go     sign-in   in        in       in        in        in     in    in      in
mfa_edit_webauthn                  passkey              go  go     sign-in   in        in       in        in        in     in    in      in
mfa_remove_webauthn                passkey              go  go     sign-in   in        in       in        in        in     in    in      in
mfa_index                          -                    ok  405    sign-in   in        in       in        in        in     in    in      in
mfa_authenticate                   -                    go  go     in        in        in       in        in        in     in    in      in
mfa_reauthenticate                 -                    go  go     sign-in   in        in       in        in        in     in    in      in
mfa_activate_totp                  -                    go  go     sign-in   in        in       in        in        in     in    in      in
mfa_deactivate_totp                -                    404 404    sign-in   in        in       in        in        in     in    in      in
mfa_view_recovery_codes            -                    404 405    sign-in   in        in       in        in        in     in    in      in
mfa_generate_recovery_codes        -                    go  go     sign-in   in        in       in        in        in     in    in      in
mfa_download_recovery_codes        -                    404 404    sign-in   in        in       in        in        in     in    in      in

# The desk: recruiters and administrators
admin:index                        -                    ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:login                        -                    go  go     sign-in   in        in       in        in        in     in    in      in
admin:logout                       -                    go  go     sign-in   in        in       in        in        in     in    in      in
admin:password_change              -                    go  go     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:password_change_done         -                    go  go     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:autocomplete                 -                    403 405    sign-in   desk      desk     in        in        desk   desk  desk    in
admin:jsi18n                       -                    ok  405    sign-in   desk      desk     in        in        desk   desk  desk    in
admin:view_on_site                 advert-on-site       go  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:app_list                     vacancies            ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:app_list                     accounts             ok  ok     sign-in   desk      desk     404       404       desk   desk  desk    in
admin:app_list                     audit                ok  ok     sign-in   desk      desk     404       404       desk   desk  desk    in
/desk/(?P<url>.*)$                 nonsense             404 404    sign-in   desk      desk     in        in        desk   desk  desk    in

# The desk: vacancies. Another employer's is not there.
admin:vacancies_vacancy_changelist -                    ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:vacancies_vacancy_add        -                    ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:vacancies_vacancy_import     -                    ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:vacancies_vacancy_review     imported             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_together   act-together         ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    404
admin:vacancies_vacancy_change     draft                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_change     open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_delete     draft                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_delete     open                 403 403    sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_history    open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_paste      draft                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_copy       draft                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_documents  open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_document_replace document of open ok ok    sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_document_remove document of open ok go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_publish    draft                ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_publish    approved             ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_send       draft                ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_approve    awaiting             ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_send_back  awaiting             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_take_back  scheduled            ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_amend      open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_withdraw   open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_readvertise closed              ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_archive    closed               ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_unarchive  archived             ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_preview    draft                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_close      open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_extend     open                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_late_entry over                 ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_revoke_code late-code           ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:vacancies_vacancy_outage     flagged              ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
/desk/vacancies/vacancy/<path:object_id>/ open          go  go     sign-in   desk      desk     in        in        desk   desk  desk    in

# The desk: applications received, to read. A draft is its owner's alone.
admin:shortlisting_shortlisting_changelist -               ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:shortlisting_shortlisting_change closed               ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_rules closed                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_change draft                -   -      sign-in   desk      desk     404       404       desk   desk  desk    404
admin:shortlisting_shortlisting_guaranteed to-check        ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_take_back_check to-check   go  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_reserves with-reserves     ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_release_reserves with-reserves ok go   sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_packs  choosing             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_rates  announced            ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_labels_print choosing             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_labels_json choosing             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_labels_csv choosing             ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_names_print confirmed            ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_names_json confirmed            ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_pack_names_csv confirmed            ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_reading being-read          ok  405    sign-in   desk      desk     in        404/405   desk   desk  desk    in
admin:shortlisting_shortlisting_read reading                ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_shortlisting_read_through reading        405 go     sign-in   desk      desk     in        405/404   desk   desk  desk    in
admin:shortlisting_shortlisting_mask_take_back masked-words 405 go     sign-in   desk      desk     in        405/404   desk   desk  desk    in
admin:shortlisting_shortlisting_release being-read          ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_wording_changelist -                ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:shortlisting_wording_words   wording              ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:shortlisting_wording_built_in wording             ok  go     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:applying_application_changelist -                 ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:applying_application_add     -                    403 403    sign-in   desk      desk     in        in        desk   desk  desk    in
admin:applying_application_change  application          ok  403    sign-in   desk      desk     in        404       desk   desk  desk    in
admin:applying_application_change  unfinished           -   -      sign-in   desk      desk     404       404       desk   desk  desk    404
admin:applying_application_delete  application          403 403    sign-in   desk      desk     in        404       desk   desk  desk    in
admin:applying_application_history application          ok  ok     sign-in   desk      desk     in        404       desk   desk  desk    in
admin:applying_application_document received-document   ok  405    sign-in   desk      desk     in        404       desk   desk  desk    in
/desk/applying/application/<path:object_id>/ application go go     sign-in   desk      desk     in        in        desk   desk  desk    in

# The desk: emails of the employer. Another's is not there: Django goes to the index and says so.
admin:mail_outgoingemail_changelist -                   ok  ok     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:mail_outgoingemail_add       -                    403 403    sign-in   desk      desk     in        in        desk   desk  desk    in
admin:mail_outgoingemail_change    email                ok  403    sign-in   desk      desk     in        go/403    desk   desk  desk    in
admin:mail_outgoingemail_delete    email                403 403    sign-in   desk      desk     in        in        desk   desk  desk    in
admin:mail_outgoingemail_history   email                ok  ok     sign-in   desk      desk     in        go        desk   desk  desk    in
/desk/mail/outgoingemail/<path:object_id>/ email        go  go     sign-in   desk      desk     in        in        desk   desk  desk    in

# The desk: people, employers and the trail. Administrators alone.
admin:accounts_user_changelist     -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_user_add            -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_user_change         person               ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_user_delete         person               403 403    sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_user_history        person               ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
/desk/accounts/user/<path:object_id>/ person            go  go     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:accounts_employer_changelist -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_employer_add        -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_employer_change     employer             ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_employer_delete     employer             403 403    sign-in   desk      desk     403       403       desk   desk  desk    in
admin:accounts_employer_history    employer             ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
/desk/accounts/employer/<path:object_id>/ employer      go  go     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:vacancies_payscale_changelist -                   ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:vacancies_payscale_add       -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:vacancies_payscale_change    pay-scale            ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:vacancies_payscale_delete    pay-scale            ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:vacancies_payscale_history   pay-scale            ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
/desk/vacancies/payscale/<path:object_id>/ pay-scale    go  go     sign-in   desk      desk     in        in        desk   desk  desk    in
admin:audit_auditevent_changelist  -                    ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
admin:audit_auditevent_add         -                    403 403    sign-in   desk      desk     403       403       desk   desk  desk    in
admin:audit_auditevent_change      event                ok  403    sign-in   desk      desk     403       403       desk   desk  desk    in
admin:audit_auditevent_delete      event                403 403    sign-in   desk      desk     403       403       desk   desk  desk    in
admin:audit_auditevent_history     event                ok  ok     sign-in   desk      desk     403       403       desk   desk  desk    in
/desk/audit/auditevent/<path:object_id>/ event          go  go     sign-in   desk      desk     in        in        desk   desk  desk    in

# Only where the style page is on, or the demo's mail sink: never in production
design:components                  -                    ok  ok     in        in        in       in        in        in     in    in      in
demo-mail                          -                    ok  405    in        in        in       in        in        in     in    in      in
demo-mail-message                  nonsense             404 405    in        in        in       in        in        in     in    in      in
"""

# Pages that note something the first time they are read, or count the reading: what, and why.
NOTES_WHEN_READ = {
    "shortlisting:vacancy": "a member's own labels are made when they first come",
    "shortlisting:difference": "who looked at whom is on record",
    "shortlisting:agree": "the same",
    "shortlisting:candidate": "who looked at whom is on record",
    "shortlisting:criterion": "the same",
    "shortlisting:print": "the same",
    "shortlisting:score": "a member's own labels are made when they first come",
    "shortlisting:background": "the same",
    "shortlisting:submit": "a member's own labels are made when they first come",
    **{
        f"{desk}pack_{kind}_{form}": "that somebody took the decision pack away"
        for desk in ("shortlisting:", "admin:shortlisting_shortlisting_")
        for kind in ("labels", "names")
        for form in ("print", "json", "csv")
    },
}
