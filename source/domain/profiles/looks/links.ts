import { Problem } from '../../../problem.ts';
import { pasteWord } from '../../shells/paste.ts';
import {
  formatRoleArn,
  isAccountAlias,
  isAccountId,
  lastPart,
  permissionSetOf,
  type RoleArn,
  roleOfAnyArn,
} from '../arn.ts';
import { textOf } from '../lookup.ts';
import type { Profile, Profiles, RoleSummary } from '../profile.ts';
import { PARTITIONS, partitionOf, partitionOfRegion } from '../regions.ts';
import { roleOf } from '../resolve/kind.ts';
import { roleSummaries } from '../resolve/summary.ts';
import { parseColor } from './color.ts';

/** A switch-role link of the AWS console, read. */
export type SwitchRoleLink = {
  readonly partition: string;
  /** 12 digits, or the account's alias. */
  readonly account: string;
  /** With its path, without a leading slash: `team/Admin`. */
  readonly role: string;
  readonly displayName: string | undefined;
  /** `#rrggbb`. */
  readonly color: string | undefined;
};

/** Whether an argument is meant as a link, valid or not. No profile has such a name. */
export function looksLikeLink(text: string): boolean {
  return /^\W*https?:\/\//i.test(text) || /^\W*[\w.-]*signin\.[\w.-]+\/switchrole\b/i.test(text);
}

/** What mails and word processors put around a link, or write behind it. */
const around = /^[\s"'`<([“”„‟‘’‚‛«»‹›]+|[\s"'`>)\]“”„‟‘’‚‛«»‹›.,;!]+$/g;

/** The switch-role link in a text of more words, for {@link parseLink}; undefined without one. */
export function linkIn(text: string): string | undefined {
  const found = /(?:https?:\/\/)?[\w.-]{0,80}signin\.[\w.-]{1,80}\/switchrole\?\S+/i.exec(text)?.[0];
  return found?.replace(around, '');
}

/**
 * Reads a pasted link: with or without `https://`, in brackets or quotes of any kind, from HTML.
 * @throws Problem for a link that is wrong, or whose end the shell has cut off
 */
export function parseLink(text: string): SwitchRoleLink {
  const url = urlOf(text);
  if (ofPortal.test(url.hash)) {
    throw bad(
      'This is the link of an access portal, whose roles open without a profile.',
      `Open it: rolecall ${pasteWord(text, 'LINK')}`,
    );
  }
  const host = url.hostname.toLowerCase();
  // A region may stand before the host: eu-west-1.signin.aws.amazon.com.
  const partition = PARTITIONS.find(
    ({ signInHost }) =>
      signInHost && (host === signInHost || /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(regionOf(host, signInHost))),
  );
  if (!partition || url.protocol !== 'https:' || url.port !== '' || url.username !== '') {
    throw bad(
      `${url.host} is not an AWS sign-in page.`,
      'A link starts with https://signin.aws.amazon.com/switchrole.',
    );
  }
  if (!/^\/switchrole\/?$/i.test(url.pathname)) {
    throw bad('This AWS page is not the one for switching roles.', 'A link has /switchrole after the host.');
  }
  const query = url.searchParams;
  for (const key of ['account', 'roleName']) {
    if (query.getAll(key).length > 1) throw bad(`The link names ${key} twice.`, 'Ask the sender for a new one.');
  }
  const account = (query.get('account') ?? '').trim();
  const role = (query.get('roleName') ?? '').trim();
  if (account && !role && query.size === 1) throw cutOff();
  if (!account || !role)
    throw bad(`The link has no ${account ? 'roleName' : 'account'}.`, 'Ask the sender for a new one.');
  const displayName = query.get('displayName')?.trim().slice(0, 64);
  return {
    partition: partition.id,
    account: accountOf(account),
    role: roleOfLink(role),
    displayName: displayName || undefined,
    color: parseColor(query.get('color') ?? ''),
  };
}

/**
 * The switch-role link of a role.
 * @throws Problem for a partition without a public sign-in page
 */
export function buildLink({ partition, account, role, displayName, color }: SwitchRoleLink): string {
  const host = partitionOf(partition)?.signInHost;
  if (!host) throw bad(`The partition ${partition} has no public sign-in page.`, 'Use the ARN of the role instead.');
  const query = Object.entries({ account, roleName: role, displayName, color: color?.replace('#', '') })
    .filter((entry): entry is [string, string] => Boolean(entry[1]))
    .map(([key, value]) => `${key}=${inQuery(value)}`);
  return `https://${host}/switchrole?${query.join('&')}`;
}

/** What a mail program takes for the end of a sentence is written as an escape: whoever reads the link would cut it off. */
function inQuery(value: string): string {
  const escaped = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value)
    .replaceAll('%2F', '/')
    .replaceAll(/[!'()*]|\.$/g, escaped);
}

/** Why a text that is meant as a link names no role that STS takes; undefined where it does, and for any other text. */
export function linkFault(text: string): string | undefined {
  if (!looksLikeLink(text)) return undefined;
  try {
    const { account, role, partition } = parseLink(text);
    if (isAccountId(account)) return undefined;
    return `The link names its account by its alias, ${account}. Write arn:${partition}:iam::<12 digits>:role/${role}`;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.text.title, ...(error.text.todo ?? [])].join(' ');
  }
}

/** The ARN of a link's role; undefined where the account is an alias, which STS does not take. */
export function roleArnOfLink({ partition, account, role }: SwitchRoleLink): string | undefined {
  return isAccountId(account) ? formatRoleArn({ partition, accountId: account, name: role }) : undefined;
}

/** The link of a role, for {@link buildLink}. */
export function linkTo(arn: RoleArn, displayName?: string, color?: string): SwitchRoleLink {
  const role = `${arn.path}${arn.name}`.slice(1);
  return { partition: arn.partition, account: arn.accountId, role, displayName, color };
}

/** The profiles that lead where a switch-role link leads. An alias in a link is only known where a profile repeats it. */
export function profilesOfLink(profiles: Profiles, link: SwitchRoleLink): readonly string[] {
  const arn = roleArnOfLink(link);
  return roleSummaries(profiles)
    .filter((role) => {
      const profile = profiles.get(role.name);
      if (profile === undefined) return false;
      if (arn !== undefined && textOf(profile, 'role_arn') === arn) return true;
      const partition = partitionAt(profile, profiles);
      return [role.accountId, textOf(profile, 'aws_account_id')].some((accountId) =>
        isOfLink({ ...role, partition, accountId }, link),
      );
    })
    .map((role) => role.name);
}

/** Whether a role is the one of a link. The same numbers in another partition are another account. */
export function isOfLink({ kind, partition, accountId, roleName }: RoleSummary, link: SwitchRoleLink): boolean {
  const name = lastPart(link.role);
  return (
    accountId === link.account &&
    (roleName === name || (kind === 'sso' && roleName === permissionSetOf(name))) &&
    (partition ?? 'aws') === link.partition
  );
}

/** The one role that a text names, by a switch-role link, its ARN or the ARN of a session of it; undefined without one. */
export function exactRole(text: string): SwitchRoleLink | undefined {
  const arn = roleOfAnyArn(text.trim());
  if (arn) return linkTo(arn);
  const link = linkIn(text);
  if (link === undefined) return undefined;
  try {
    return parseLink(link);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** {@link exactRole}, or what `123456789012/Admin` names, the account with or without dashes. @param partition of the account */
export function namedRole(text: string, partition = 'aws'): SwitchRoleLink | undefined {
  const [, account = '', name = ''] = /^([\d-]+)\/(\S+)$/.exec(text.trim()) ?? [];
  const accountId = account.replaceAll('-', '');
  return exactRole(text) ?? exactRole(formatRoleArn({ partition, accountId, name }));
}

/** The partition in which a profile's role lies. Each has accounts and roles of its own, under the same numbers and names. */
function partitionAt(profile: Profile, profiles: Profiles): string {
  const session = profiles.ssoSession(textOf(profile, 'sso_session') ?? '');
  const region = textOf(profile, 'sso_region') ?? (session && textOf(session, 'sso_region'));
  return roleOf(profile, profiles)?.partition ?? partitionOfRegion(region ?? '')?.id ?? 'aws';
}

/** The hash of a link to the console of a portal's role, and its query. */
export const ofPortal = /^#\/console\/?\?(.*)$/;

/** A pasted link without what mails and HTML make of it. */
export const bareLink = (text: string): string => text.replace(around, '').replaceAll('&amp;', '&');

function urlOf(text: string): URL {
  const bare = bareLink(text);
  const url = URL.parse(/^https?:\/\//i.test(bare) ? bare : `https://${bare}`);
  if (url) return url;
  throw bad('This is not a link.', 'A link starts with https://signin.aws.amazon.com/switchrole.');
}

function regionOf(host: string, signInHost: string): string {
  return host.endsWith(`.${signInHost}`) ? host.slice(0, -signInHost.length - 1) : '';
}

function accountOf(account: string): string {
  // The console shows account numbers in groups of four.
  const digits = account.replaceAll(/[-\s]/g, '');
  if (isAccountId(digits)) return digits;
  if (isAccountAlias(account)) return account;
  throw bad(`${account} is neither an account number nor an alias.`, 'An account number has 12 digits.');
}

function roleOfLink(role: string): string {
  // `+` is a space in a query, but a role may have it in its name and cannot have a space.
  const name = role.replaceAll(' ', '+').replace(/^\//, '');
  if (name.length <= 64 && /^([!-~]+\/)?[\w+=,.@-]+$/.test(name)) return name;
  throw bad(
    `${role} cannot be the name of a role to switch to.`,
    'Path and name together have at most 64 characters: letters, digits and _ + = , . @ -.',
  );
}

/** The problem of a link of which only the account is left. */
export function cutOff(): Problem {
  return new Problem({
    code: 'link-cut-off',
    title: 'Only the account is left of this link.',
    means: 'To a shell, & ends a command: what came after it was lost.',
    todo: ["Put the link in quotes: rolecall 'https://…'"],
    exitCode: 2,
  });
}

function bad(title: string, todo: string): Problem {
  return new Problem({ code: 'link-unreadable', title, todo: [todo], exitCode: 2 });
}
