import type { SignedAction, SignedCall } from '../action.ts';
import { parsePolicy } from '../policy/document.ts';
import { newUniqueId } from '../state/ids.ts';
import type { ManagedPolicy } from '../state/world.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import { AWS_MANAGED_POLICIES } from './aws-managed.ts';
import { description, paging, path, pathPrefix, policyArn, policyDocument, policyName } from './constraints.ts';
import { callerAccount, needPolicy, resource } from './entities.ts';
import { attachmentCount, encodeDocument, page, policyResult } from './results.ts';

export const listPolicies: SignedAction = {
  constraints: {
    Scope: { type: 'enum', values: ['All', 'AWS', 'Local'] },
    OnlyAttached: { type: 'enum', values: ['true', 'false'] },
    PathPrefix: pathPrefix,
    ...paging,
  },
  resource: resource('policy'),
  run(call) {
    const account = callerAccount(call);
    const prefix = call.parameters.get('PathPrefix') ?? '/';
    const onlyAttached = call.parameters.get('OnlyAttached') === 'true';
    const policies = inScope(call)
      .filter((policy) => policy.path.startsWith(prefix))
      .filter((policy) => !onlyAttached || attachmentCount(account, policy.arn) > 0);
    return page(
      'Policies',
      policies.map((policy) => policyResult(policy, account)),
      call.parameters,
    );
  },
};

function inScope(call: SignedCall): ManagedPolicy[] {
  const scope = call.parameters.get('Scope') ?? 'All';
  const own = scope === 'AWS' ? [] : callerAccount(call).policies.values();
  return [...own, ...(scope === 'Local' ? [] : AWS_MANAGED_POLICIES.values())];
}

export const getPolicy: SignedAction = {
  constraints: { PolicyArn: policyArn },
  resource: policyResource,
  run: (call) => ({ Policy: policyResult(needPolicy(call), callerAccount(call)) }),
};

export const getPolicyVersion: SignedAction = {
  constraints: {
    PolicyArn: policyArn,
    VersionId: { type: 'text', required: true, pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' },
  },
  resource: policyResource,
  run(call) {
    const policy = needPolicy(call);
    const version = call.parameters.get('VersionId');
    if (version !== 'v1')
      throw noSuchEntity(`Policy ${policy.arn} version ${version} does not exist or is not attachable.`);
    return {
      PolicyVersion: {
        Document: encodeDocument(policy.document),
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: new Date(policy.createdAt),
      },
    };
  },
};

export const createPolicy: SignedAction = {
  constraints: { PolicyName: policyName, PolicyDocument: policyDocument, Path: path, Description: description },
  resource: (call) => resource('policy', call.parameters.get('PolicyName'))(call),
  run(call) {
    const { parameters, now } = call;
    const account = callerAccount(call);
    const name = parameters.get('PolicyName') ?? '';
    const document = parsePolicy(parameters.get('PolicyDocument') ?? '', 'identity');
    if ([...account.policies.values()].some((policy) => policy.name.toLowerCase() === name.toLowerCase())) {
      throw new AwsProblem(
        409,
        'EntityAlreadyExists',
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      );
    }
    const where = parameters.get('Path') ?? '/';
    const arn = `arn:aws:iam::${account.id}:policy${where}${name}`;
    const about = parameters.get('Description') ?? '';
    const policy = { name, path: where, id: newUniqueId('ANPA'), arn, description: about, document, createdAt: now };
    account.policies.set(arn, policy);
    return { Policy: policyResult(policy, account) };
  },
};

function policyResource({ parameters }: SignedCall): string {
  return parameters.get('PolicyArn') ?? '';
}
