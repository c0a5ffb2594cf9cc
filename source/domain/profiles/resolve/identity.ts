import { Problem } from '../../../problem.ts';
import { pasteWord } from '../../shells/paste.ts';
import { endpointOf, familyFlag } from '../endpoints.ts';
import { type KeyName, keysWith } from '../keys.ts';
import { regionIn, settingOf, textOf } from '../lookup.ts';
import type { KeysEnding, Profile, ProfileKind, Profiles, SourceIdentity } from '../profile.ts';
import { properHeader, unreadSection } from '../text/unread.ts';
import { readExpiry } from '../values.ts';
import { refuseAmbiguous } from './ambiguous.ts';
import { credentialSourceOf, sessionTokenOf, standsByKey } from './kind.ts';

/**
 * What a profile starts from, where it is not a role that another profile's credentials assume.
 * @param kind of {@link kindOf} or {@link sourceKindOf}
 * @param isSource another profile names it as its source
 * @param walk the profiles that led here, the one that was asked for first
 * @throws Problem where it holds no credentials, or half of them
 */
export function identityOf(
  profile: Profile,
  kind: ProfileKind,
  profiles: Profiles,
  isSource: boolean,
  walk: readonly Profile[] = [profile],
): SourceIdentity {
  const named = { profile: profile.name };
  switch (kind) {
    case 'keys':
      return { kind, ...named, ...keysOf(profile) };
    case 'sso':
      return { kind, ...named, ...ssoOf(profile, profiles, walk) };
    case 'web-identity': {
      const sessionName = textOf(profile, 'role_session_name');
      const tokenFile = textOf(profile, 'web_identity_token_file');
      const tokenProcess = tokenFile === undefined ? textOf(profile, 'web_identity_token_process') : undefined;
      return {
        kind,
        ...named,
        roleArn: textOf(profile, 'role_arn') ?? '',
        ...(tokenFile !== undefined && { tokenFile }),
        ...(tokenProcess !== undefined && { tokenProcess }),
        ...(sessionName && { sessionName }),
      };
    }
    case 'process':
      return { kind, ...named, command: textOf(profile, 'credential_process') ?? '' };
    case 'stored-key': {
      const command = textOf(profile, 'rolecall_key_process');
      return { kind, ...named, ...(command !== undefined && { command }) };
    }
    case 'login': {
      const endpoint = endpointOf([profile], profiles, 'signin')?.url;
      return {
        kind,
        ...named,
        loginSession: textOf(profile, 'login_session') ?? '',
        ...(endpoint !== undefined && { endpoint }),
      };
    }
    default: {
      // The JS SDK takes a source profile that has a credential_source and no role.
      const source = isSource ? credentialSourceOf(textOf(profile, 'credential_source') ?? '') : undefined;
      if (source) return { kind: source, ...named };
      throw noCredentials(profile, isSource);
    }
  }
}

function keysOf(profile: Profile): Omit<Extract<SourceIdentity, { kind: 'keys' }>, 'kind' | 'profile'> {
  const sessionToken = sessionTokenOf(profile);
  const ending = sessionToken === undefined ? undefined : endingOf(profile);
  return {
    accessKeyId: textOf(profile, 'aws_access_key_id') ?? '',
    secretAccessKey: textOf(profile, 'aws_secret_access_key') ?? '',
    ...(sessionToken && { sessionToken }),
    ...(ending && { ending }),
  };
}

/** When the temporary keys of a profile end, as the program noted it that wrote them. */
export function endingOf(profile: Profile): KeysEnding | undefined {
  for (const [key] of keysWith('expiry')) {
    const setting = standsByKey(profile, key) ? settingOf(profile, key) : undefined;
    const time = setting && readExpiry(setting.value);
    if (setting && time !== undefined) return { key, time, value: setting.value, at: setting.at };
  }
  return undefined;
}

type Sso = Omit<Extract<SourceIdentity, { kind: 'sso' }>, 'kind' | 'profile'>;

/**
 * The IAM Identity Center role of a profile, its `[sso-session]` included.
 * @throws Problem where a key or the session is missing, or the two contradict each other
 */
function ssoOf(profile: Profile, profiles: Profiles, walk: readonly Profile[]): Sso {
  const sessionName = settingOf(profile, 'sso_session');
  const session = sessionName && profiles.ssoSession(sessionName.value);
  if (sessionName && !session) throw missingSession(profiles, profile, sessionName.value, sessionName.at);
  if (session) refuseAmbiguous(session);
  const read = (key: KeyName): string | undefined => {
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
    const portalEndpoint = endpointOf([profile], profiles, 'sso')?.url;
    const oidcEndpoint = endpointOf([profile], profiles, 'sso_oidc')?.url;
    const useFips = familyFlag(walk, profiles, 'use_fips_endpoint');
    const useDualstack = familyFlag(walk, profiles, 'use_dualstack_endpoint');
    return {
      startUrl,
      ssoRegion,
      accountId,
      roleName,
      ...(session && { ssoSession: session.name }),
      ...(scopes && { scopes }),
      ...(portalEndpoint && { portalEndpoint }),
      ...(oidcEndpoint && { oidcEndpoint }),
      ...(useFips !== undefined && { useFips }),
      ...(useDualstack !== undefined && { useDualstack }),
    };
  }
  const lacking = Object.entries({
    sso_start_url: startUrl,
    sso_region: ssoRegion,
    sso_account_id: accountId,
    sso_role_name: roleName,
  }).filter(([, value]) => !value);
  throw new Problem({
    code: 'sso-incomplete',
    title: `Profile ${profile.name} has no ${lacking.map(([key]) => key).join(', ')}.`,
    todo: [`Add what is missing, or run aws configure sso --profile ${pasteWord(profile.name, 'PROFILE')}`],
    at: [profile.at, ...(session ? [session.at] : [])],
  });
}

function missingSession(profiles: Profiles, profile: Profile, name: string, at: Profile['at']): Problem {
  const unread = unreadSection(profiles.config, 'sso-session', name);
  const why = unread?.why ?? `there is no section [sso-session ${name}]`;
  return new Problem({
    code: 'sso-session-missing',
    title: `Profile ${profile.name} has sso_session = ${name}, but ${why}.`,
    todo: [unread?.remedy ?? `Add ${properHeader(name, 'sso-session')} with sso_start_url and sso_region.`],
    at: [at, ...(unread === undefined ? [] : [unread.at])],
  });
}

function noCredentials(profile: Profile, isSource: boolean): Problem {
  const keyId = settingOf(profile, 'aws_access_key_id');
  const secret = settingOf(profile, 'aws_secret_access_key');
  if (keyId || secret) {
    const [have, lack] = keyId
      ? ['aws_access_key_id', 'aws_secret_access_key']
      : ['aws_secret_access_key', 'aws_access_key_id'];
    return new Problem({
      code: 'keys-incomplete',
      title: `Profile ${profile.name} has ${have} but no ${lack}.`,
      todo: [`Add ${lack}, or run aws configure --profile ${pasteWord(profile.name, 'PROFILE')}`],
      at: [(keyId ?? secret)?.at ?? profile.at],
    });
  }
  const account = settingOf(profile, 'aws_account_id');
  if (account && textOf(profile, 'role_name')) {
    return new Problem({
      code: 'source-neither',
      title: `Profile ${profile.name} names a role but not whose credentials assume it.`,
      todo: ['Add source_profile = <a profile with credentials>.'],
      at: [account.at],
    });
  }
  return new Problem({
    code: 'no-credentials',
    title: isSource
      ? `Profile ${profile.name} is a source_profile but has no credentials.`
      : `Profile ${profile.name} has no credentials and names no role.`,
    todo: [
      'Give it keys, sso_session, credential_process or login_session, or role_arn and source_profile.',
      'If aws-vault or Granted keeps its keys: rolecall key import --from aws-vault, or --from granted',
    ],
    at: [profile.at],
  });
}
