import type { RoleDefinition } from '../definition.ts';
import { trustPolicy } from '../trust/policy.ts';

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

/** JSON data as block-style YAML that 1.1 and 1.2 readers take alike. Ends with a line end. */
export function toYaml(value: unknown): string {
  return `${lines(value).join('\n')}\n`;
}

function lines(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((each) => lines(each).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  }
  if (!isMapping(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([key, each]) => {
    const name = `${text(key)}:`;
    const isBlock = (Array.isArray(each) && each.length > 0) || isMapping(each);
    return isBlock ? [name, ...lines(each).map((line) => `  ${line}`)] : [`${name} ${scalar(each)}`];
  });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

/** Words that some YAML reader takes for a boolean or null. */
const meaning = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** Without quotes where every YAML reader sees text, else in double quotes: an account ID or a date must stay text. */
function text(value: string): string {
  if (/^[A-Za-z][\w/-]*(?:(?::{1,2}|\.)[\w/-]+)*$/.test(value) && !meaning.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
