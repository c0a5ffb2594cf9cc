import type { Trust } from './definition.ts';
import type { PolicyDocument } from './statement.ts';

/** The trust policy that the console writes for "AWS account", with and without its two options. */
export function trustPolicy({ principals, requireMfa, externalId }: Trust): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: principals.length === 1 ? principals[0] : principals },
        Condition: {
          ...(externalId !== undefined && { StringEquals: { 'sts:ExternalId': externalId } }),
          ...(requireMfa && { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
        },
      },
    ],
  };
}

/** What the other account gives its users, so that they may ask for the role at all. */
export function userPolicy(roleArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
  };
}

/** A policy as people read it: indented as the console's editor does. */
export function formatPolicy(document: PolicyDocument): string {
  return JSON.stringify(document, undefined, 4);
}

/** A policy as it is sent: IAM counts characters, white space aside. */
export function compactPolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}
