import { unlessProblem } from '../../problem.ts';
import { readDuration } from '../profiles/values.ts';
import {
  checkDescription,
  checkExternalId,
  checkMaxSession,
  checkName,
  checkPath,
  checkPolicyArn,
  checkTagKey,
  checkTagValue,
  type RoleDefinition,
  type RoleTag,
} from './definition.ts';
import { readTrusted } from './trust/principal.ts';

/** A role as the person typed it in a form or in flags: every field as text. */
export type RoleDraft = {
  readonly name: string;
  /** Account IDs and ARNs, separated by commas or spaces; `this` is the account itself. */
  readonly trusted: string;
  readonly mfa: boolean;
  /** Empty for none. */
  readonly externalId: string;
  readonly policies: readonly string[];
  readonly description: string;
  /** `key=value, key=value`. */
  readonly tags: string;
  readonly path: string;
  /** `1h`, `3600`. */
  readonly maxSession: string;
  readonly boundary: string;
};

export type DraftField = keyof RoleDraft;

export const emptyDraft: RoleDraft = {
  name: '',
  trusted: '',
  mfa: false,
  externalId: '',
  policies: [],
  description: '',
  tags: '',
  path: '/',
  maxSession: '1h',
  boundary: '',
};

/** The faults by field. Fields without a fault are left out. */
export type DraftFaults = { readonly [field in DraftField]?: string };

/**
 * Reads a draft with IAM's own rules.
 * @param own the account the role is made in, for `this`; undefined where it is not known
 */
export function readDraft(
  draft: RoleDraft,
  own: string | undefined,
): { readonly definition: RoleDefinition; readonly faults?: never } | { readonly faults: DraftFaults } {
  const trusted = readTrustedList(draft.trusted, own);
  const tags = readTags(draft.tags);
  const maxSessionSeconds = secondsOf(draft.maxSession);
  const path = draft.path.trim() || '/';
  const found: readonly (readonly [DraftField, string | undefined])[] = [
    ['name', checkName(draft.name)],
    ['trusted', trusted.fault],
    ['externalId', draft.externalId === '' ? undefined : checkExternalId(draft.externalId)],
    ['policies', checkPolicies(draft.policies)],
    ['description', checkDescription(draft.description)],
    ['tags', tags.fault],
    ['path', checkPath(path)],
    [
      'maxSession',
      maxSessionSeconds === undefined ? 'Write it as 1h, 90m or 3600.' : checkMaxSession(maxSessionSeconds),
    ],
    ['boundary', draft.boundary === '' ? undefined : checkPolicyArn(draft.boundary)],
  ];
  const faults = Object.fromEntries(found.filter(([, fault]) => fault !== undefined)) as DraftFaults;
  if (Object.keys(faults).length > 0) return { faults };
  return {
    definition: {
      name: draft.name,
      path,
      description: draft.description,
      tags: tags.tags,
      maxSessionSeconds: maxSessionSeconds ?? 0,
      trust: { principals: trusted.principals, requireMfa: draft.mfa, externalId: draft.externalId || undefined },
      policyArns: [...new Set(draft.policies)],
      boundaryArn: draft.boundary || undefined,
    },
  };
}

/** Names of users and roles may hold commas: only one before another principal, or at the end, separates. */
const separator = /\s*,\s*(?=\d{4}|arn:|this\b|\*|$)|\s+(?=arn:|this\b|\d{12}\b)/;

function readTrustedList(typed: string, own: string | undefined): { principals: string[]; fault?: string } {
  const principals = new Set<string>();
  for (const one of typed.trim().split(separator)) {
    if (one === undefined || one === '') continue;
    if (one === 'this' && own === undefined) {
      return {
        principals: [],
        fault: 'Without credentials it is not known which account “this” is; write its 12 digits.',
      };
    }
    const read = one === 'this' ? { principal: own ?? '' } : readTrusted(one);
    if ('fault' in read) return { principals: [], fault: read.fault };
    principals.add(read.principal);
  }
  if (principals.size > 0) return { principals: [...principals] };
  return { principals: [], fault: 'Which account may assume the role? 12 digits, or “this” for its own account.' };
}

/** The most managed policies that an account's quota can be raised to. */
const mostPolicies = 20;

function checkPolicies(policies: readonly string[]): string | undefined {
  if (policies.length > mostPolicies) return `A role has at most ${mostPolicies} managed policies.`;
  return policies.map(checkPolicyArn).find((fault) => fault !== undefined);
}

/** A comma cannot stand in a tag, so it separates them. */
function readTags(typed: string): { tags: readonly RoleTag[]; fault?: string } {
  const tags: RoleTag[] = [];
  for (const one of typed.split(',')) {
    if (one.trim() === '') continue;
    const equals = one.indexOf('=');
    if (equals < 0) return { tags, fault: `${one.trim()} is not a tag: write key=value.` };
    const tag = { key: one.slice(0, equals).trim(), value: one.slice(equals + 1).trim() };
    const fault = checkTagKey(tag.key) ?? checkTagValue(tag.value);
    if (fault !== undefined) return { tags, fault };
    if (tags.some(({ key }) => key.toLowerCase() === tag.key.toLowerCase())) {
      return { tags, fault: `The tag ${tag.key} is there twice; IAM ignores case in keys.` };
    }
    tags.push(tag);
  }
  return tags.length > 50 ? { tags, fault: 'A role has at most 50 tags.' } : { tags };
}

const secondsOf = (typed: string): number | undefined =>
  unlessProblem(() => readDuration(typed.trim() || '1h', 'max-session'));
