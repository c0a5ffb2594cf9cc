import { generateExternalId, type RandomBytes } from '../../domain/roles/definition.ts';
import { type DraftFaults, type DraftField, emptyDraft, type RoleDraft } from '../../domain/roles/draft.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** What the flags of `role create` say, unread: the form shows it as it stands. */
export function draftOfFlags(args: Arguments, random: RandomBytes): RoleDraft {
  const [name] = args.positionals;
  const externalId = args.value('external-id');
  return {
    ...emptyDraft,
    name: name ?? '',
    trusted: args.values('trust').join(', '),
    mfa: args.flag('mfa'),
    externalId: externalId === '-' ? generateExternalId(random) : (externalId ?? ''),
    policies: args.values('policy'),
    description: args.value('description') ?? '',
    tags: args.values('tag').join(', '),
    path: args.value('path') ?? emptyDraft.path,
    maxSession: args.value('max-session') ?? emptyDraft.maxSession,
    boundary: args.value('permissions-boundary') ?? '',
  };
}

/** Enough is said to create the role without asking anything. */
export const isComplete = ({ name, trusted }: RoleDraft): boolean => name !== '' && trusted !== '';

const isArn = (policy: string): boolean => policy.startsWith('arn:');

/** A policy is named in a way that only the account can make an ARN of. */
export const namesPolicies = ({ policies, boundary }: RoleDraft): boolean =>
  [...policies, ...(boundary === '' ? [] : [boundary])].some((policy) => !isArn(policy));

const flagOf: Readonly<Record<DraftField, string>> = {
  name: 'NAME',
  trusted: '--trust',
  mfa: '--mfa',
  externalId: '--external-id',
  policies: '--policy',
  description: '--description',
  tags: '--tag',
  path: '--path',
  maxSession: '--max-session',
  boundary: '--permissions-boundary',
};

/** Everything that is wrong with the flags, at once. */
export function flagFaults(faults: DraftFaults): Problem {
  const lines = Object.entries(faults).map(([field, fault]) => `${flagOf[field as DraftField]}: ${fault}`);
  return new Problem({
    code: 'role-invalid',
    title: lines.length === 1 ? (lines[0] ?? '') : `IAM would not take ${lines.length} of these values.`,
    todo: lines.length === 1 ? ['rolecall role create --help shows every flag.'] : lines,
    exitCode: 2,
  });
}
