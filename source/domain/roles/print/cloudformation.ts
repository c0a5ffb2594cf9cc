import type { RoleDefinition } from '../definition.ts';
import { trustPolicy } from '../trust-policy.ts';
import { toYaml } from './yaml.ts';

/** The role as a CloudFormation template in YAML. */
export function printCloudFormation(role: RoleDefinition): string {
  return `# Deploy with --capabilities CAPABILITY_NAMED_IAM: the role has a name of its own.\n${toYaml(template(role))}`;
}

/** The same template in JSON. */
export function printCloudFormationJson(role: RoleDefinition): string {
  return `${JSON.stringify(template(role), undefined, 2)}\n`;
}

function template({
  name,
  path,
  description,
  tags,
  maxSessionSeconds,
  trust,
  policyArns,
  boundaryArn,
}: RoleDefinition) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          Path: path,
          ...(description !== '' && { Description: description }),
          MaxSessionDuration: maxSessionSeconds,
          AssumeRolePolicyDocument: trustPolicy(trust),
          ...(policyArns.length > 0 && { ManagedPolicyArns: policyArns }),
          ...(boundaryArn !== undefined && { PermissionsBoundary: boundaryArn }),
          ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
}
