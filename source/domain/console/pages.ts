import { serviceLists } from './services.ts';

/** A name that a page of the console goes by. */
export type NamedPage = {
  /** AWS's own name of it: `cloudformation` of `cfn`. */
  readonly service: string;
  /** Its path: `cloudformation/home`. */
  readonly page: string;
  /** The partitions that have it, by AWS's list; undefined where that does not say. */
  readonly partitions: readonly string[] | undefined;
};

/** Pages whose path is not `<service>/home`, each with its services. */
const pathsOf: readonly (readonly [page: string, services: string])[] = [
  ['amazon-mq/home', 'mq'],
  ['amplify/home', 'amplifybackend amplifyuibuilder'],
  ['aos/home', 'es opensearchserverless osis'],
  ['appstream2/home', 'appstream'],
  ['awsautoscaling/home', 'application-autoscaling autoscaling-plans'],
  ['backup/home', 'backupsearch'],
  ['billing/home', 'freetier invoicing taxsettings'],
  ['billing/home#/account', 'account'],
  ['cleanrooms/home', 'cleanroomsml'],
  ['cloudfront/home', 'cloudfront-keyvaluestore'],
  ['cloudmap/home', 'servicediscovery'],
  ['cloudtrail/home', 'cloudtrail-data'],
  ['cloudwatch/home', 'application-signals internetmonitor networkflowmonitor networkmonitor oam observabilityadmin'],
  ['cloudwatch/home#logsV2:log-groups', 'logs'],
  ['cloudwatch/home#rum:dashboard', 'rum'],
  ['cloudwatch/home#synthetics:canary/list', 'synthetics'],
  ['codeguru/home', 'codeguru-reviewer codeguruprofiler'],
  ['codesuite/codeartifact/home', 'codeartifact'],
  ['codesuite/codebuild/home', 'codebuild'],
  ['codesuite/codecommit/home', 'codecommit'],
  ['codesuite/codedeploy/home', 'codedeploy'],
  ['codesuite/codepipeline/home', 'codepipeline'],
  ['codesuite/settings/connections', 'codeconnections codestar-connections'],
  ['cognito/home', 'cognito-identity cognito-idp cognito-sync'],
  ['compute-optimizer/home', 'compute-optimizer-automation'],
  [
    'connect/home',
    'appintegrations connectcampaigns connectcampaignsv2 connectcases connectparticipant customer-profiles voice-id wisdom',
  ],
  [
    'costmanagement/home',
    'bcm-dashboards bcm-data-exports bcm-pricing-calculator bcm-recommended-actions cost-optimization-hub cur savingsplans',
  ],
  ['costmanagement/home#/budgets', 'budgets'],
  ['costmanagement/home#/cost-explorer', 'ce'],
  ['directconnect/v2/home', 'directconnect'],
  ['directoryservicev2/home', 'clouddirectory ds ds-data'],
  ['dms/v2/home', 'dms'],
  ['docdb/home', 'docdb docdb-elastic'],
  ['dynamodbv2/home', 'dax dynamodb'],
  ['ec2/home#AutoScalingGroups:', 'autoscaling'],
  ['ec2/home#Instances:', 'ec2-instance-connect'],
  ['ec2/home#Lifecycle:', 'dlm'],
  ['ec2/home#LoadBalancers:', 'elb elbv2'],
  ['ec2/home#Volumes:', 'ebs'],
  ['ecr/repositories', 'ecr ecr-public'],
  ['ecs/v2/clusters', 'ecs'],
  ['eks/home', 'eks-auth'],
  ['emr/home', 'emr-containers emr-serverless'],
  ['events/home#/pipes', 'pipes'],
  ['events/home#/schemas', 'schemas'],
  ['finspace/home', 'finspace-data'],
  ['flink/home', 'kinesisanalytics'],
  ['iam/home', 'sts'],
  ['iam/home#/access_analyzer', 'accessanalyzer'],
  ['inspector/v2/home', 'inspector-scan inspector2'],
  ['iot/home', 'iot-data iot-jobs-data iotdeviceadvisor iotfleetwise iotsecuretunneling iotwireless'],
  ['ivs/home', 'ivschat'],
  ['kendra/home', 'kendra-ranking'],
  ['keyspaces/home', 'keyspacesstreams'],
  ['lex/home', 'lex-models lex-runtime'],
  ['lexv2/home', 'lexv2-models lexv2-runtime'],
  ['license-manager/home', 'license-manager-linux-subscriptions license-manager-user-subscriptions'],
  ['location/home', 'geo-maps geo-places geo-routes'],
  ['macie/home', 'macie2'],
  ['managedblockchain/home', 'managedblockchain-query'],
  [
    'marketplace/home',
    'marketplace-agreement marketplace-catalog marketplace-deployment marketplace-discovery marketplace-entitlement marketplace-reporting marketplacecommerceanalytics meteringmarketplace',
  ],
  ['mediapackage/home', 'mediapackage-vod'],
  ['migrationhub/home', 'mgh'],
  ['msk/home', 'kafka kafkaconnect'],
  ['mwaa/home', 'mwaa-serverless'],
  ['neptune/home', 'neptune neptune-graph neptunedata'],
  ['notifications/home', 'notificationscontacts'],
  ['organizations/v2/home', 'organizations'],
  [
    'partnercentral/home',
    'partnercentral-account partnercentral-benefits partnercentral-channel partnercentral-revenue-measurement partnercentral-selling',
  ],
  ['prometheus/home', 'amp'],
  ['rds/home#performance-insights:', 'pi'],
  ['rds/home#query-editor:', 'rds-data'],
  ['redshiftv2/home', 'redshift'],
  ['redshiftv2/home#serverless-dashboard', 'redshift-serverless'],
  ['resource-explorer/home', 'resource-explorer-2'],
  ['resource-groups/tag-editor/find-resources', 'resourcegroupstaggingapi'],
  ['route53/domains/home', 'route53domains'],
  ['route53/v2/home', 'route53'],
  [
    'route53recovery/home',
    'arc-region-switch arc-zonal-shift route53-recovery-cluster route53-recovery-control-config route53-recovery-readiness',
  ],
  ['s3/buckets', 's3 s3outposts'],
  ['s3/table-buckets', 's3tables'],
  ['s3/vector-buckets', 's3vectors'],
  ['sagemaker/home', 'sagemaker-geospatial'],
  ['servicequotas/home', 'service-quotas'],
  ['singlesignon/home', 'identitystore sso sso-oidc'],
  ['sms-voice/home', 'pinpoint-sms-voice pinpoint-sms-voice-v2'],
  ['snowfamily/home', 'snow-device-management snowball'],
  ['sns/v3/home', 'sns'],
  ['sqlworkbench/home', 'redshift-data'],
  ['sqs/v3/home', 'sqs'],
  ['states/home', 'stepfunctions'],
  ['support/home', 'support-app'],
  ['swf/v2/home', 'swf'],
  ['systems-manager/appconfig', 'appconfig'],
  ['systems-manager/home', 'ssm ssm-guiconnect ssm-quicksetup ssm-sap'],
  ['systems-manager/incidents/home', 'ssm-contacts ssm-incidents'],
  ['systems-manager/parameters', 'parameter-store'],
  ['timestream/home', 'timestream-influxdb timestream-query timestream-write'],
  ['vpc/home', 'network-firewall vpc vpc-lattice'],
  ['wafv2/fmsv2', 'fms'],
  ['wafv2/homev2', 'waf-regional wafv2'],
  ['wafv2/shieldv2', 'shield'],
  ['workmail/home', 'workmailmessageflow'],
  ['workspaces/v2/home', 'workspaces'],
];

/** What people call services: `ddb=dynamodb`. */
const shortNames = `apigatewaymanagementapi=apigateway apigw=apigateway asg=autoscaling cfn=cloudformation
cloudmap=servicediscovery cognito=cognito-idp cost-explorer=ce cw=cloudwatch ddb=dynamodb documentdb=docdb
eb=elasticbeanstalk elasticsearch=es eventbridge=events execute-api=apigateway flink=kinesisanalytics
identity-center=sso inspector=inspector2 lex=lexv2-models macie=macie2 marketplace=marketplace-catalog msk=kafka
orgs=organizations prometheus=amp r53=route53 resource-explorer=resource-explorer-2 sfn=stepfunctions sm=secretsmanager
timestream=timestream-write waf=wafv2`;

let read: ReadonlyMap<string, NamedPage> | undefined;

/** All that can be named, by every name. Made at first use. */
export function namedPages(): ReadonlyMap<string, NamedPage> {
  read ??= readPages();
  return read;
}

function readPages(): Map<string, NamedPage> {
  const paths = new Map(
    pathsOf.flatMap(([page, services]) => services.split(' ').map((each) => [each, page] as const)),
  );
  const pages = new Map<string, NamedPage>();
  for (const [list, words] of serviceLists) {
    const partitions = list === '' ? undefined : list.split(' ');
    for (const word of words.split(/\s/)) {
      const [service = '', owner = service] = word.split('=');
      const page = paths.get(service) ?? paths.get(owner) ?? `${owner}/home`;
      pages.set(service, { service, page, partitions });
    }
  }
  for (const [service, page] of paths) {
    if (!pages.has(service)) pages.set(service, { service, page, partitions: undefined });
  }
  for (const word of shortNames.split(/\s/)) {
    const [name = '', service = ''] = word.split('=');
    const meant = pages.get(service);
    if (meant !== undefined) pages.set(name, meant);
  }
  return pages;
}
