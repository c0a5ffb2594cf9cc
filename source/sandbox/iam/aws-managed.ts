import type { Account, ManagedPolicy } from '../state/world.ts';

/** One AWS-managed policy: path and name, description, allowed actions (or all except some). */
interface ManagedPolicyRow {
  readonly name: string;
  readonly description: string;
  readonly allow?: readonly string[];
  readonly except?: readonly string[];
}

const row = (name: string, description: string, ...allow: string[]): ManagedPolicyRow => ({ name, description, allow });

/**
 * The most used AWS-managed policies. Names, paths and descriptions are AWS's; the actions are reduced to those that
 * distinguish the policies.
 */
const AWS_MANAGED: readonly ManagedPolicyRow[] = [
  row('AdministratorAccess', 'Provides full access to AWS services and resources.', '*'),
  {
    name: 'PowerUserAccess',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    except: ['iam:*', 'organizations:*', 'account:*'],
  },
  row(
    'ReadOnlyAccess',
    'Provides read-only access to AWS services and resources.',
    ...[
      'iam',
      's3',
      'ec2',
      'lambda',
      'rds',
      'dynamodb',
      'logs',
      'cloudwatch',
      'cloudtrail',
      'sqs',
      'sns',
      'kms',
      'ecs',
    ].flatMap((service) => [`${service}:Get*`, `${service}:List*`, `${service}:Describe*`]),
    'sts:GetAccessKeyInfo',
    'sts:GetCallerIdentity',
    'sts:GetSessionToken',
  ),
  row(
    'SecurityAudit',
    'The security audit template grants access to read security configuration metadata.',
    ...['iam:Get*', 'iam:List*', 'sts:GetAccessKeyInfo', 'ec2:Describe*', 's3:GetBucket*', 'cloudtrail:Describe*'],
  ),
  row(
    'job-function/ViewOnlyAccess',
    'Grants permissions to view resources.',
    'iam:List*',
    's3:ListAllMyBuckets',
    'ec2:Describe*',
  ),
  row(
    'job-function/Billing',
    'Grants permissions for billing and cost management.',
    'aws-portal:*',
    'budgets:*',
    'ce:*',
    'cur:*',
  ),
  row(
    'job-function/DatabaseAdministrator',
    'Grants full access to AWS database services.',
    'rds:*',
    'dynamodb:*',
    'redshift:*',
  ),
  row(
    'job-function/DataScientist',
    'Grants permissions to AWS data analytics services.',
    's3:*',
    'athena:*',
    'glue:*',
    'sagemaker:*',
  ),
  row(
    'job-function/NetworkAdministrator',
    'Grants full access to network configuration.',
    'ec2:*',
    'route53:*',
    'cloudfront:*',
  ),
  row(
    'job-function/SupportUser',
    'Grants permissions to troubleshoot and resolve issues.',
    'support:*',
    'ec2:Describe*',
  ),
  row(
    'job-function/SystemAdministrator',
    'Grants access to set up and maintain resources.',
    'ec2:*',
    's3:*',
    'cloudwatch:*',
  ),
  row('IAMFullAccess', 'Provides full access to IAM.', 'iam:*'),
  row(
    'IAMReadOnlyAccess',
    'Provides read only access to IAM.',
    'iam:Get*',
    'iam:List*',
    'iam:Simulate*',
    'iam:Generate*',
  ),
  row(
    'IAMUserChangePassword',
    'Provides the ability for an IAM user to change their own password.',
    'iam:ChangePassword',
  ),
  row(
    'SignInLocalDevelopmentAccess',
    'Provides permissions for programmatic access to AWS through AWS Sign-In service, including OAuth2 token creation for developer tools and applications.',
    'signin:AuthorizeOAuth2Access',
    'signin:CreateOAuth2Token',
  ),
  row('AWSSupportAccess', 'Allows users to access the AWS Support Center.', 'support:*'),
  row('AWSBillingReadOnlyAccess', 'Allows users to view bills.', 'aws-portal:View*', 'budgets:View*', 'ce:Get*'),
  ...pairs('AmazonS3', 'S3', 's3'),
  ...pairs('AmazonEC2', 'Amazon EC2', 'ec2'),
  ...pairs('AmazonRDS', 'Amazon RDS', 'rds'),
  ...pairs('AmazonDynamoDB', 'Amazon DynamoDB', 'dynamodb'),
  ...pairs('AmazonSQS', 'Amazon SQS', 'sqs'),
  ...pairs('AmazonSNS', 'Amazon SNS', 'sns'),
  ...pairs('AmazonVPC', 'Amazon VPC', 'ec2'),
  ...pairs('AmazonRoute53', 'Amazon Route 53', 'route53'),
  ...pairs('CloudWatch', 'CloudWatch', 'cloudwatch'),
  ...pairs('CloudWatchLogs', 'CloudWatch Logs', 'logs'),
  ...pairs('CloudFront', 'CloudFront', 'cloudfront'),
  ...pairs('AWSCloudTrail_', 'AWS CloudTrail', 'cloudtrail'),
  ...pairs('AWSLambda_', 'AWS Lambda', 'lambda'),
  row('AWSCloudFormationFullAccess', 'Provides full access to AWS CloudFormation.', 'cloudformation:*'),
  row(
    'AWSCloudFormationReadOnlyAccess',
    'Provides access to AWS CloudFormation.',
    'cloudformation:Describe*',
    'cloudformation:List*',
  ),
  row(
    'AmazonEC2ContainerRegistryReadOnly',
    'Provides read-only access to Amazon ECR.',
    'ecr:Get*',
    'ecr:Describe*',
    'ecr:List*',
  ),
  row(
    'AmazonEC2ContainerRegistryPowerUser',
    'Provides full access to ECR, but no deletion.',
    'ecr:Get*',
    'ecr:Put*',
    'ecr:List*',
  ),
  row('AmazonECS_FullAccess', 'Provides administrative access to Amazon ECS resources.', 'ecs:*'),
  row(
    'AmazonEKSClusterPolicy',
    'Provides Kubernetes the permissions it requires to manage resources.',
    'eks:*',
    'ec2:Describe*',
  ),
  row('AmazonSSMManagedInstanceCore', 'Enables AWS Systems Manager core functionality.', 'ssm:*', 'ssmmessages:*'),
  row('SecretsManagerReadWrite', 'Provides read/write access to AWS Secrets Manager.', 'secretsmanager:*'),
  row(
    'service-role/AWSLambdaBasicExecutionRole',
    'Provides write permissions to CloudWatch Logs.',
    'logs:Create*',
    'logs:PutLogEvents',
  ),
];

/** `…FullAccess` and `…ReadOnlyAccess` of one service. */
function pairs(stem: string, title: string, prefix: string): ManagedPolicyRow[] {
  return [
    row(`${stem}FullAccess`, `Provides full access to ${title}.`, `${prefix}:*`),
    row(
      `${stem}ReadOnlyAccess`,
      `Provides read only access to ${title}.`,
      `${prefix}:Get*`,
      `${prefix}:List*`,
      `${prefix}:Describe*`,
    ),
  ];
}

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
