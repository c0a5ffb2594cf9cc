import { nearestNames } from '../../domain/profiles/names.ts';
import { awsPolicyNames } from '../../domain/roles/aws-policies.ts';
import { generateExternalId } from '../../domain/roles/definition.ts';
import { type DraftFaults, type DraftField, emptyDraft, type RoleDraft } from '../../domain/roles/draft.ts';
import { findPolicy, type ManagedPolicy } from '../../domain/roles/managed-policies.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { asOwner, type Owner } from './owner.ts';

/** Random bytes for external IDs. */
export const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

/** The draft that the flags of `role create` make, not checked yet: the form shows it as typed. */
export function draftOfFlags(args: Arguments): RoleDraft {
  const [name] = args.positionals;
  const externalId = args.value('external-id');
  return {
    ...emptyDraft,
    name: name ?? '',
    trusted: args.values('trust').join(', '),
    mfa: args.flag('mfa'),
    externalId: externalId === '-' ? generateExternalId(randomBytes) : (externalId ?? ''),
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

/** The first policy that is named in a way that only the account can make an ARN of. */
export const policyWithoutArn = ({ policies, boundary }: RoleDraft): string | undefined =>
  [...policies, ...(boundary === '' ? [] : [boundary])].find((policy) => !isArn(policy));

/** A policy's name of which no ARN can be made without asking the account. */
export function onlyTheAccount(named: string): Problem {
  const near = nearestNames(named, awsPolicyNames);
  return new Problem({
    code: 'owner-unknown',
    title: `The ARN of the policy ${named} has to be looked up in the account.`,
    means:
      'It is not one of the AWS policies that rolecall knows by name, and no profile was given to look it up with.',
    todo: [
      ...(near.length > 0 ? [`Did you mean ${near.join(', ')}?`] : []),
      `Give its ARN: arn:aws:iam::<account>:policy/${named}`,
      'Or name a profile to look it up with: --profile NAME',
    ],
    exitCode: 2,
  });
}

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
    title: lines.length === 1 ? (lines[0] ?? '') : `IAM would not accept ${lines.length} of these values.`,
    todo: lines.length === 1 ? ['rolecall role create --help shows every flag.'] : lines,
    exitCode: 2,
  });
}

/** Policies given by name as ARNs: some of AWS's lie under paths that nobody remembers. @throws Problem */
export async function resolvePolicies(draft: RoleDraft, owner: Owner): Promise<RoleDraft> {
  if (policyWithoutArn(draft) === undefined) return draft;
  const policies = await asOwner(owner, undefined, (iam) => iam.listPolicies());
  return {
    ...draft,
    policies: draft.policies.map((named) => arnOf(policies, named)),
    boundary: draft.boundary && arnOf(policies, draft.boundary),
  };
}

function arnOf(policies: readonly ManagedPolicy[], named: string): string {
  const found = named.startsWith('arn:') ? named : findPolicy(policies, named)?.arn;
  if (found !== undefined) return found;
  const near = nearestNames(
    named,
    policies.map(({ name }) => name),
  );
  throw new Problem({
    code: 'policy-unknown',
    title: `There is no managed policy called ${named}.`,
    todo: [near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Give its ARN, or search for it in the form.'],
    exitCode: 2,
  });
}
