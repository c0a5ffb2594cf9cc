import { isAccountId } from '../../profiles/arn.ts';

/** The identities that a trust policy can name. */
export type Principal =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'account'; readonly accountId: string }
  /** `name` with its path; `session` of an assumed role. */
  | { readonly kind: 'user' | 'role' | 'federated-user'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'role-session'; readonly accountId: string; readonly name: string; readonly session: string }
  | { readonly kind: 'service'; readonly host: string }
  | { readonly kind: 'web-identity'; readonly provider: string }
  | { readonly kind: 'saml'; readonly accountId: string; readonly provider: string }
  /** The ID IAM puts in the place of a user or role that was deleted. */
  | { readonly kind: 'deleted'; readonly id: string; readonly was: 'user' | 'role' }
  | { readonly kind: 'unknown'; readonly text: string };

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One value of a `Principal` element. */
export function readPrincipal(type: PrincipalType, text: string): Principal {
  if (type === 'AWS') return readAwsPrincipal(text);
  if (type === 'Service') return { kind: 'service', host: text };
  if (type === 'CanonicalUser') return { kind: 'unknown', text };
  const [, accountId, , name] = /^arn:aws[a-z-]*:iam::(\d{12}):(saml-provider|oidc-provider)\/(.+)$/.exec(text) ?? [];
  if (accountId && name && text.includes(':saml-provider/')) return { kind: 'saml', accountId, provider: name };
  return { kind: 'web-identity', provider: name ?? text };
}

function readAwsPrincipal(text: string): Principal {
  if (text === '*') return { kind: 'anyone' };
  if (isAccountId(text)) return { kind: 'account', accountId: text };
  const was = /^A(ID|RO)A[A-Z0-9]{12,}$/.exec(text)?.[1];
  if (was) return { kind: 'deleted', id: text, was: was === 'ID' ? 'user' : 'role' };
  const [, service, accountId = '', resource = ''] = /^arn:aws[a-z-]*:(iam|sts)::(\d{12}):(.+)$/.exec(text) ?? [];
  if (service === 'iam' && resource === 'root') return { kind: 'account', accountId };
  const [, type, name = ''] = /^([a-z-]+)\/(.+)$/.exec(resource) ?? [];
  if (service === 'iam' && (type === 'user' || type === 'role')) return { kind: type, accountId, name };
  if (service === 'sts' && type === 'federated-user') return { kind: type, accountId, name };
  const [, role, session] = /^([^/]+)\/([^/]+)$/.exec(name) ?? [];
  if (service === 'sts' && type === 'assumed-role' && role && session) {
    return { kind: 'role-session', accountId, name: role, session };
  }
  return { kind: 'unknown', text };
}

/**
 * A trusted account or identity as a person types it: 12 digits (in groups, if they like), or an ARN.
 * @returns the text for the policy, or the fault
 */
export function readTrusted(typed: string): { readonly principal: string } | { readonly fault: string } {
  const text = typed.trim();
  if (text === '*') return { fault: 'A * lets in anyone with an AWS account. Name the accounts instead.' };
  const digits = text.replace(/[-\s]/g, '');
  if (/^\d+$/.test(digits)) {
    return digits.length === 12
      ? { principal: digits }
      : { fault: `An account ID has 12 digits; ${text} has ${digits.length}.` };
  }
  if (/^arn:[^:]*:iam::\d*:group\//.test(text)) {
    return { fault: 'IAM does not let a group assume a role; name its account, or the users.' };
  }
  const { kind } = readAwsPrincipal(text);
  if (kind === 'unknown' || kind === 'deleted') {
    return { fault: `${text} is neither an account ID nor the ARN of a user or a role.` };
  }
  return { principal: text };
}

/** A principal in words. @param own the account that owns the role, where it is known */
export function principalWords(principal: Principal, own?: string): string {
  const place = (accountId: string) => (accountId === own ? 'this account' : accountId);
  switch (principal.kind) {
    case 'anyone':
      return 'anyone, in any AWS account';
    case 'account':
      return principal.accountId === own ? 'this account' : `account ${principal.accountId}`;
    case 'user':
    case 'role':
    case 'federated-user':
      return `${principal.kind.replace('-', ' ')} ${principal.name} in ${place(principal.accountId)}`;
    case 'role-session':
      return `session ${principal.session} of role ${principal.name} in ${place(principal.accountId)}`;
    case 'service':
      return `the service ${principal.host}`;
    case 'web-identity':
      return `people and programs signed in at ${principal.provider}`;
    case 'saml':
      return `people signed in at the SAML provider ${principal.provider}`;
    case 'deleted':
      return `a ${principal.was} that was deleted (${principal.id})`;
    case 'unknown':
      return principal.text;
  }
}
