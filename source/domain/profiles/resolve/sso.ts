import { Problem } from '../../../problem.ts';
import { regionIn, settingOf, textOf } from '../lookup.ts';
import type { Profile, Profiles, SourceIdentity } from '../profile.ts';
import { endpointOf } from './transport.ts';

type Sso = Omit<Extract<SourceIdentity, { kind: 'sso' }>, 'kind' | 'profile'>;

/**
 * The IAM Identity Center role of a profile, its `[sso-session]` included.
 * @throws Problem where a key or the session is missing, or the two contradict each other
 */
export function ssoOf(profile: Profile, profiles: Profiles): Sso {
  const sessionName = settingOf(profile, 'sso_session');
  const session = sessionName && profiles.ssoSession(sessionName.value);
  if (sessionName && !session) throw missingSession(profile, sessionName.value, sessionName.at);
  const read = (key: string): string | undefined => {
    const own = settingOf(profile, key);
    const shared = session && settingOf(session, key);
    if (own && shared && own.value !== shared.value) {
      throw new Problem({
        code: 'sso-conflict',
        title: `Profile ${profile.name} and its sso-session ${session.name} have different ${key}.`,
        means: 'The AWS CLI and the SDKs refuse the profile.',
        todo: [`Remove ${key} from the profile.`],
        at: [own.at, shared.at],
      });
    }
    return own?.value ?? shared?.value;
  };
  const holder = settingOf(profile, 'sso_region') || !session ? profile : session;
  const startUrl = read('sso_start_url');
  const ssoRegion = read('sso_region') && regionIn(holder, 'sso_region');
  const accountId = textOf(profile, 'sso_account_id');
  const roleName = textOf(profile, 'sso_role_name');
  if (startUrl && ssoRegion && accountId && roleName) {
    const scopes = session && textOf(session, 'sso_registration_scopes')?.split(/[\s,]+/);
    const portalEndpoint = endpointOf(profile, profiles, 'sso');
    const oidcEndpoint = endpointOf(profile, profiles, 'sso_oidc');
    return {
      startUrl,
      ssoRegion,
      accountId,
      roleName,
      ...(session && { ssoSession: session.name }),
      ...(scopes && { scopes }),
      ...(portalEndpoint && { portalEndpoint }),
      ...(oidcEndpoint && { oidcEndpoint }),
    };
  }
  const missing = Object.entries({
    sso_start_url: startUrl,
    sso_region: ssoRegion,
    sso_account_id: accountId,
    sso_role_name: roleName,
  }).filter(([, value]) => !value);
  throw new Problem({
    code: 'sso-incomplete',
    title: `Profile ${profile.name} lacks ${missing.map(([key]) => key).join(', ')}.`,
    todo: [`Add what is missing, or run aws configure sso --profile ${profile.name}.`],
    at: [profile.at, ...(session ? [session.at] : [])],
  });
}

function missingSession(profile: Profile, name: string, at: Profile['at']): Problem {
  return new Problem({
    code: 'sso-session-missing',
    title: `Profile ${profile.name} has sso_session = ${name}, and there is no section [sso-session ${name}].`,
    todo: [`Add [sso-session ${name}] with sso_start_url and sso_region.`],
    at: [at],
  });
}
