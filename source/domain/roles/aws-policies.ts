import { awsPolicyArn, parseArn } from '../profiles/arn.ts';
import type { RoleDraft } from './draft.ts';

/** Managed policies of AWS that roles for people are given most, with their paths. Every account has them. */
const known: readonly string[] = `AdministratorAccess PowerUserAccess ReadOnlyAccess SecurityAudit
job-function/Billing job-function/DatabaseAdministrator job-function/DataScientist job-function/NetworkAdministrator
job-function/SupportUser job-function/SystemAdministrator job-function/ViewOnlyAccess
IAMFullAccess IAMReadOnlyAccess IAMUserChangePassword IAMAccessAnalyzerReadOnlyAccess
AWSSupportAccess AWSBillingReadOnlyAccess AWSOrganizationsFullAccess AWSOrganizationsReadOnlyAccess
AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonEC2FullAccess AmazonEC2ReadOnlyAccess
AmazonVPCFullAccess AmazonVPCReadOnlyAccess AmazonRoute53FullAccess AmazonRoute53ReadOnlyAccess
AmazonRDSFullAccess AmazonRDSReadOnlyAccess AmazonDynamoDBFullAccess AmazonDynamoDBReadOnlyAccess
AmazonSQSFullAccess AmazonSQSReadOnlyAccess AmazonSNSFullAccess AmazonSNSReadOnlyAccess
AWSLambda_FullAccess AWSLambda_ReadOnlyAccess CloudWatchFullAccess CloudWatchReadOnlyAccess
CloudWatchLogsFullAccess CloudWatchLogsReadOnlyAccess AWSCloudFormationFullAccess AWSCloudFormationReadOnlyAccess
AWSCloudTrail_FullAccess AWSCloudTrail_ReadOnlyAccess AWSKeyManagementServicePowerUser SecretsManagerReadWrite
AmazonSSMFullAccess AmazonSSMReadOnlyAccess AmazonSSMManagedInstanceCore AmazonECS_FullAccess AmazonEKSClusterPolicy
AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser AmazonEC2ContainerRegistryReadOnly
service-role/AWSLambdaBasicExecutionRole service-role/AWSLambdaVPCAccessExecutionRole
service-role/AmazonECSTaskExecutionRolePolicy`.split(/\s+/);

/** The names of those policies, without their paths. */
export const awsPolicyNames: readonly string[] = known.map((name) => name.slice(name.lastIndexOf('/') + 1));

/** A draft in which policies of AWS that are named have their ARNs, in the partition of whoever is trusted. */
export function withAwsPolicies(draft: RoleDraft): RoleDraft {
  const arns = [draft.trusted.split(/[\s,]+/), draft.policies, draft.boundary].flat();
  const partition = arns.map((arn) => parseArn(arn)?.partition).find(Boolean) ?? 'aws';
  const arnOf = (named: string): string => {
    const at = Math.max(known.indexOf(named), awsPolicyNames.indexOf(named));
    return at < 0 ? named : awsPolicyArn(known[at] ?? '', partition);
  };
  return { ...draft, policies: draft.policies.map(arnOf), boundary: arnOf(draft.boundary) };
}
