/** A role of a portal that is on no network. */
export const portalProfile = `[sso-session offline]
sso_start_url = https://offline.awsapps.com/start
sso_region = us-east-1

[profile offline-admin]
sso_session = offline
sso_account_id = 444455556666
sso_role_name = Admin
region = us-east-1

[profile offline-guarded]
sso_session = offline
sso_account_id = 444455556666
sso_role_name = Owner
region = us-east-1
rolecall_confirm = true
`;
