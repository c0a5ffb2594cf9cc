import type { Account, ManagedPolicy } from '../state/entities.ts';
import { AWS_MANAGED, type ManagedPolicyRow } from './aws-managed.ts';

/** A managed policy by ARN: one of AWS's, or one of the account's own. */
export function findManagedPolicy(account: Account, arn: string): ManagedPolicy | undefined {
  return AWS_MANAGED_POLICIES.get(arn) ?? account.policies.get(arn);
}

// The day most of them were first published.
const PUBLISHED = Date.UTC(2015, 1, 6, 18, 40);

/** The AWS-managed policies of the sandbox, by ARN. */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, ManagedPolicy> = new Map(
  AWS_MANAGED.map((row) => {
    const policy = managedPolicy(row);
    return [policy.arn, policy];
  }),
);

function managedPolicy(row: ManagedPolicyRow): ManagedPolicy {
  const at = row.name.lastIndexOf('/') + 1;
  const [path, name] = [`/${row.name.slice(0, at)}`, row.name.slice(at)];
  const actions = row.except ? { NotAction: row.except } : { Action: row.allow ?? [] };
  return {
    name,
    path,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    id: stableId(name),
    description: row.description,
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...actions, Resource: '*' }] },
    createdAt: PUBLISHED,
  };
}

/** AWS's policies have the same ID in every account. */
function stableId(name: string): string {
  const text = Buffer.from(name)
    .toString('hex')
    .toUpperCase()
    .replace(/[01890]/g, 'Q');
  return `ANPA${text.padEnd(17, 'X').slice(0, 17)}`;
}
