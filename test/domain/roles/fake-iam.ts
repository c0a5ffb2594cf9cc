import type { Iam, Role } from '../../../source/domain/roles/iam.ts';
import { AwsFailure, type AwsFailureKind } from '../../../source/domain/sessions/failures/aws-failure.ts';

/** A failure as the adapter throws it. */
export function failure(code: string, said = code, kind: AwsFailureKind = 'refused', status = 400): AwsFailure {
  return new AwsFailure({
    kind,
    code,
    said,
    operation: 'iam:Something',
    endpoint: 'https://iam.amazonaws.com',
    status,
  });
}

export const someRole: Role = {
  arn: 'arn:aws:iam::444455556666:role/ystataws',
  name: 'ystataws',
  path: '/',
  description: '',
  trust: {},
  maxSessionSeconds: 3600,
  createdAt: 0,
};

/** An IAM that writes down what it is asked, and fails where told to: by call, a list of failures to throw in turn. */
export function fakeIam(failures: Partial<Record<keyof Iam, readonly (Error | undefined)[]>> = {}) {
  const calls: string[] = [];
  const left = new Map(Object.entries(failures).map(([call, list]) => [call, [...list]]));
  const answer =
    <T>(call: keyof Iam, value: T) =>
    async (...args: readonly unknown[]): Promise<T> => {
      calls.push([call, ...args.filter((arg) => typeof arg === 'string').slice(1)].join(' '));
      const error = left.get(call)?.shift();
      if (error !== undefined) throw error;
      return value;
    };
  const iam: Iam = {
    getRole: answer('getRole', { ...someRole, tags: [], boundaryArn: undefined, lastUsed: undefined }),
    listRoles: answer('listRoles', [someRole]),
    rolePolicies: answer('rolePolicies', { attached: [], inline: [] }),
    createRole: answer('createRole', someRole),
    deleteRole: answer('deleteRole', undefined),
    attachPolicy: answer('attachPolicy', undefined),
    detachPolicy: answer('detachPolicy', undefined),
    setTrust: answer('setTrust', undefined),
    listPolicies: answer('listPolicies', []),
  };
  return { iam, calls };
}
