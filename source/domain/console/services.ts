/**
 * The services of AWS by the partitions that have them; in the first list those of which AWS does not say where they are.
 * `bedrock-runtime=bedrock` has no page of its own. Written by `bun scripts/console-services.ts`.
 */
export const serviceLists: readonly (readonly [partitions: string, services: string])[] = [
  [
    '',
    `aco-automation=compute-optimizer-automation agenttoolkit aidevops=devops-agent aiops
airflow-serverless=mwaa-serverless apigatewaymanagementapi appfabric
application-cost-profiler=applicationcostprofiler application-signals applicationcostprofiler arc-region-switch
artifact b2bi backup-search=backupsearch backupsearch bcm-dashboards bcm-data-exports bcm-pricing-calculator
bcm-recommended-actions bedrock-agent-runtime=bedrock bedrock-agent=bedrock bedrock-agentcore
bedrock-agentcore-control=bedrock-agentcore bedrock-data-automation-runtime=bedrock bedrock-data-automation=bedrock
bedrock-runtime=bedrock billing cassandra-streams=keyspacesstreams chatbot cleanrooms-ml=cleanroomsml cleanroomsml
cloudfront-keyvaluestore cloudsearchdomain=cloudsearch codeconnections codeguru-security
compute-optimizer-automation connecthealth controlcatalog data-signer=signer deadline
deployment-marketplace=marketplace-deployment devops-agent discovery-marketplace=marketplace-discovery
docdb-elastic ds-data dsql ec2-instance-connect elemental-inference=elementalinference elementalinference
entityresolution evs execute-api=apigatewaymanagementapi fis freetier geo-maps geo-places geo-routes
health-agent=connecthealth imagebuilder inspector-scan interconnect invoicing iot-managed-integrations
keyspacesstreams launch-wizard launchwizard=launch-wizard mail-manager=ses mailmanager=ses marketplace-deployment
marketplace-discovery marketplace-reporting medical-imaging migration-hub-refactor-spaces migrationhub-config=mgh
mpa mwaa-serverless neptune-db=neptunedata neptune-graph neptunedata networkflowmonitor networkmonitor
observabilityadmin odb partnercentral-account partnercentral-benefits
partnercentral-prm=partnercentral-revenue-measurement partnercentral-revenue-measurement partnercentral-selling
payment-cryptography payment-cryptography-data=payment-cryptography pca-connector-ad pca-connector-scep pcs
personalize-events=personalize personalize-runtime=personalize pinpoint-sms-voice pricing-plan-manager
pricingplanmanager=pricing-plan-manager qapps redshift-data refactor-spaces=migration-hub-refactor-spaces
reporting-marketplace=marketplace-reporting repostspace route53-recovery-cluster route53-recovery-readiness
route53globalresolver rtbfabric s3files s3tables s3vectors sagemaker-a2i-runtime=sagemaker
sagemaker-featurestore-runtime=sagemaker sagemakerjobruntime=sagemaker scn=supplychain security-ir securityagent
signer-data=signer signin snow-device-management social-messaging=socialmessaging socialmessaging ssm-guiconnect
supplychain supportauthz sustainability timestream-influxdb uxc wickr workmailmessageflow workspaces-instances`,
  ],
  [
    'aws',
    `amplify amplifybackend amplifyuibuilder app-integrations=appintegrations appflow appintegrations apprunner
auditmanager billingconductor braket cases=connectcases chime chime-sdk-identity=chime
chime-sdk-media-pipelines=chime chime-sdk-messaging=chime chime-sdk-voice=chime cleanrooms cloud9 cloudsearch
cloudtrail-data codeartifact codecatalyst codeguru-profiler=codeguruprofiler codeguru-reviewer codeguruprofiler
codestar-notifications cognito-sync connect-campaigns=connectcampaigns connect-contact-lens=connect
connectcampaigns connectcampaignsv2 connectcases contact-lens=connect customer-profiles dataexchange datapipeline
devicefarm devops-guru discovery ecr-public finspace finspace-api=finspace-data finspace-data forecast
forecastquery=forecast frauddetector globalaccelerator groundstation healthlake identity-chime=chime importexport
iotdeviceadvisor iotfleetwise iotthingsgraph iotwireless ivs ivs-realtime=ivs ivschat ivsrealtime=ivs lightsail
lookoutequipment machinelearning macie2 managedblockchain-query marketplace-catalog marketplacecommerceanalytics
media-pipelines-chime=chime mediaconnect medialive mediapackage mediapackage-vod mediapackagev2 mediastore
mediastore-data=mediastore mediatailor messaging-chime=chime mgh migrationhub-orchestrator=migrationhuborchestrator
migrationhub-strategy=migrationhubstrategy migrationhuborchestrator migrationhubstrategy mturk
mturk-requester=mturk notifications-contacts=notificationscontacts notificationscontacts nova-act omics osis
profile=customer-profiles proton qconnect=wisdom rds-data route53-recovery-control-config route53domains
sagemaker-edge=sagemaker sagemaker-geospatial sdb shield simpledbv2=sdb ssm-contacts ssm-incidents ssm-quicksetup
ssm-sap support-app supportapp=support-app tax=taxsettings taxsettings thinclient=workspaces-thin-client tnb
voice-chime=chime voice-id voiceid=voice-id vpc-lattice waf wisdom workdocs workmail workspaces-thin-client
workspaces-web`,
  ],
  [
    'aws aws-cn',
    `account airflow=mwaa appmesh appsync cloudfront cur dax gamelift mwaa personalize pipes savingsplans`,
  ],
  ['aws aws-cn aws-eusc', `budgets ce marketplace-entitlement pricing`],
  [
    'aws aws-cn aws-us-gov',
    `application-insights applicationinsights=application-insights autoscaling-plans cassandra=keyspaces codebuild
codecommit codepipeline databrew elasticbeanstalk emr-containers fms glacier greengrass greengrassv2=greengrass
inspector2 iot iot-data iot-jobs-data iotsecuretunneling iotsitewise iottwinmaker kafkaconnect keyspaces
kinesis-video-archived-media=kinesisvideo kinesis-video-media=kinesisvideo kinesis-video-signaling=kinesisvideo
kinesis-video-webrtc-storage=kinesisvideo kinesisvideo license-manager-linux-subscriptions mediaconvert
memory-db=memorydb memorydb organizations quicksight schemas serverlessrepo servicecatalog snowball support
transcribe verifiedpermissions waf-regional workspaces`,
  ],
  [
    'aws aws-cn aws-us-gov aws-eusc',
    `access-analyzer=accessanalyzer accessanalyzer acm acm-pca apigateway apigatewayv2=apigateway appconfig
appconfigdata=appconfig application-autoscaling arc-zonal-shift athena autoscaling backup batch cloudcontrol
cloudcontrolapi=cloudcontrol cloudformation cloudtrail cloudwatch codedeploy cognito-identity compute-optimizer
config datasync datazone directconnect dlm dms docdb=rds ds dynamodb dynamodbstreams=dynamodb ebs ec2 ecr ecs efs
eks eks-auth elasticache elasticfilesystem=efs elasticloadbalancing=elb elasticmapreduce=emr elb elbv2 emr
emr-serverless es events firehose fsx gameliftstreams glue guardduty health iam identitystore internetmonitor kafka
kendra-ranking kinesis kinesisanalytics kinesisanalyticsv2=kinesisanalytics kms lakeformation lambda
lambda-core=lambda lambda-microvms=lambda license-manager logs meteringmarketplace monitoring=cloudwatch mq
neptune=rds network-firewall notifications oam oidc=sso-oidc opensearch=es pi polly qbusiness ram rbin rds redshift
redshift-serverless resource-groups resourcegroupstaggingapi rolesanywhere route53 route53profiles route53resolver
s3 s3-control=s3 s3control=s3 sagemaker sagemaker-metrics=sagemaker sagemaker-runtime=sagemaker scheduler
secretsmanager securityhub service-quotas servicediscovery servicequotas=service-quotas signer sns sqs ssm sso
sso-admin=sso sso-oidc states=stepfunctions stepfunctions storagegateway sts swf synthetics
tagging=resourcegroupstaggingapi transfer wafv2 xray`,
  ],
  [
    'aws aws-eusc',
    `agreement-marketplace=marketplace-agreement cost-optimization-hub marketplace-agreement trustedadvisor`,
  ],
  [
    'aws aws-us-gov',
    `amp aoss=opensearchserverless appstream appstream2=appstream aps=amp backup-gateway chime-sdk-meetings=chime
clouddirectory cloudhsm cloudhsmv2=cloudhsm codestar-connections comprehend comprehendmedical connect
connectparticipant detective geo=location grafana inspector kendra lex-models lex-runtime lexv2-models
lexv2-runtime license-manager-user-subscriptions location m2 managedblockchain meetings-chime=chime mgn
models-v2-lex=lexv2-models networkmanager opensearchserverless outposts partnercentral-channel pinpoint rekognition
resiliencehub resiliencehubv2=resiliencehub resource-explorer-2 runtime-v2-lex=lexv2-runtime s3-outposts=s3outposts
s3outposts securitylake servicecatalog-appregistry=servicecatalog textract timestream-query timestream-write
translate wellarchitected`,
  ],
  [
    'aws aws-us-gov aws-eusc',
    `bedrock cognito-idp controltower drs email=ses pinpoint-email=ses pinpoint-sms-voice-v2 rum ses sesv2=ses
sms-voice=pinpoint-sms-voice-v2`,
  ],
];
