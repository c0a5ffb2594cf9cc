/**
 * The rows of `keys.ts` that say how AWS's programs work, whoever they work as. Those with `variable` come along into a
 * role; those with `live` have none, and only `--live` brings them. Botocore's list: `configprovider.py`; the AWS CLI's
 * and the JavaScript SDK's own keys are added.
 */
export const programKeys = () =>
  [
    { name: 'services', owner: 'AWS', meaning: 'the [services] section' },
    { name: 'endpoint_url', owner: 'AWS', meaning: 'the endpoint of all services', variable: 'AWS_ENDPOINT_URL' },
    {
      name: 'ignore_configured_endpoint_urls',
      owner: 'AWS',
      meaning: "AWS's own endpoints, whatever endpoint_url says",
      variable: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    },
    { name: 'ca_bundle', owner: 'AWS', meaning: 'certificates to trust', variable: 'AWS_CA_BUNDLE' },
    { name: 'use_fips_endpoint', owner: 'AWS', meaning: 'FIPS endpoints', variable: 'AWS_USE_FIPS_ENDPOINT' },
    { name: 'use_dualstack_endpoint', owner: 'AWS', meaning: 'IPv6 too', variable: 'AWS_USE_DUALSTACK_ENDPOINT' },
    { name: 'retry_mode', owner: 'AWS', meaning: 'how SDKs retry', variable: 'AWS_RETRY_MODE' },
    { name: 'max_attempts', owner: 'AWS', meaning: 'how often SDKs try', variable: 'AWS_MAX_ATTEMPTS' },
    { name: 'defaults_mode', owner: 'AWS', meaning: 'timeouts and retries as a set', variable: 'AWS_DEFAULTS_MODE' },
    {
      name: 'sts_regional_endpoints',
      owner: 'AWS',
      meaning: 'the global or the regional endpoints of STS',
      variable: 'AWS_STS_REGIONAL_ENDPOINTS',
      instead: 'Remove it: regional endpoints are always used.',
    },
    {
      name: 'endpoint_discovery_enabled',
      owner: 'AWS',
      meaning: 'endpoints that services name themselves',
      variable: 'AWS_ENABLE_ENDPOINT_DISCOVERY',
      // Botocore reads this name alone.
      alsoVariable: 'AWS_ENDPOINT_DISCOVERY_ENABLED',
    },
    {
      name: 'disable_host_prefix_injection',
      owner: 'AWS',
      meaning: 'no prefix before the host',
      variable: 'AWS_DISABLE_HOST_PREFIX_INJECTION',
    },
    {
      name: 'request_checksum_calculation',
      owner: 'AWS',
      meaning: 'when requests carry a checksum',
      variable: 'AWS_REQUEST_CHECKSUM_CALCULATION',
    },
    {
      name: 'response_checksum_validation',
      owner: 'AWS',
      meaning: 'when checksums of responses are checked',
      variable: 'AWS_RESPONSE_CHECKSUM_VALIDATION',
    },
    {
      name: 'sigv4a_signing_region_set',
      owner: 'AWS',
      meaning: 'the regions that a signature is for',
      variable: 'AWS_SIGV4A_SIGNING_REGION_SET',
    },
    {
      name: 'auth_scheme_preference',
      owner: 'AWS',
      meaning: 'which signatures to prefer',
      variable: 'AWS_AUTH_SCHEME_PREFERENCE',
    },
    {
      name: 'account_id_endpoint_mode',
      owner: 'AWS',
      meaning: 'endpoints with the account in their name',
      variable: 'AWS_ACCOUNT_ID_ENDPOINT_MODE',
    },
    { name: 'sdk_ua_app_id', owner: 'AWS', meaning: "the application's name", variable: 'AWS_SDK_UA_APP_ID' },
    {
      name: 'disable_request_compression',
      owner: 'AWS',
      meaning: 'requests are not compressed',
      variable: 'AWS_DISABLE_REQUEST_COMPRESSION',
    },
    {
      name: 'request_min_compression_size_bytes',
      owner: 'AWS',
      meaning: 'the size from which requests are compressed',
      variable: 'AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES',
    },
    { name: 'tcp_keepalive', owner: 'AWS', meaning: 'keeps connections open', variable: 'BOTOCORE_TCP_KEEPALIVE' },
    { name: 'data_path', owner: 'AWS', meaning: 'where more service models are', variable: 'AWS_DATA_PATH' },

    // S3: some readers know a key by itself, others in the block `s3 =`.
    {
      name: 's3_use_arn_region',
      owner: 'AWS',
      meaning: 'the region of the ARN counts',
      variable: 'AWS_S3_USE_ARN_REGION',
    },
    {
      name: 's3.use_arn_region',
      owner: 'AWS',
      meaning: 'the region of the ARN counts',
      variable: 'AWS_S3_USE_ARN_REGION',
    },
    {
      name: 's3_us_east_1_regional_endpoint',
      owner: 'AWS',
      meaning: 'us-east-1 by its own endpoint',
      variable: 'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT',
    },
    {
      name: 's3.us_east_1_regional_endpoint',
      owner: 'AWS',
      meaning: 'us-east-1 by its own endpoint',
      variable: 'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT',
    },
    {
      name: 's3_disable_multiregion_access_points',
      owner: 'AWS',
      meaning: 'no access points of several regions',
      variable: 'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
    },
    {
      name: 's3.s3_disable_multiregion_access_points',
      owner: 'AWS',
      meaning: 'no access points of several regions',
      variable: 'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
    },
    {
      name: 's3_disable_express_session_auth',
      owner: 'AWS',
      meaning: 'no sessions of S3 Express',
      variable: 'AWS_S3_DISABLE_EXPRESS_SESSION_AUTH',
    },

    // The metadata of an instance
    {
      name: 'metadata_service_timeout',
      owner: 'AWS',
      meaning: 'how long the metadata may take',
      variable: 'AWS_METADATA_SERVICE_TIMEOUT',
    },
    {
      name: 'metadata_service_num_attempts',
      owner: 'AWS',
      meaning: 'how often the metadata is asked',
      variable: 'AWS_METADATA_SERVICE_NUM_ATTEMPTS',
    },
    {
      name: 'ec2_metadata_service_endpoint',
      owner: 'AWS',
      meaning: 'where the metadata is',
      variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
    },
    {
      name: 'ec2_metadata_service_endpoint_mode',
      owner: 'AWS',
      meaning: 'IPv4 or IPv6 for the metadata',
      variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    },
    {
      name: 'ec2_metadata_v1_disabled',
      owner: 'AWS',
      meaning: 'no IMDSv1 for the metadata',
      variable: 'AWS_EC2_METADATA_V1_DISABLED',
    },
    { name: 'imds_use_ipv6', owner: 'AWS', meaning: 'IPv6 for the metadata', variable: 'AWS_IMDS_USE_IPV6' },
    { name: 'csm_enabled', owner: 'AWS', meaning: 'reports of each call', variable: 'AWS_CSM_ENABLED' },
    { name: 'csm_host', owner: 'AWS', meaning: 'where they go', variable: 'AWS_CSM_HOST' },
    { name: 'csm_port', owner: 'AWS', meaning: 'the port there', variable: 'AWS_CSM_PORT' },
    { name: 'csm_client_id', owner: 'AWS', meaning: 'whose they are', variable: 'AWS_CSM_CLIENT_ID' },

    // The AWS CLI
    { name: 'output', owner: 'AWS', meaning: 'the output format of the AWS CLI', variable: 'AWS_DEFAULT_OUTPUT' },
    {
      name: 'cli_pager',
      owner: 'AWS',
      meaning: 'the pager of the AWS CLI; empty for none',
      variable: 'AWS_PAGER',
      emptyCounts: true,
    },
    { name: 'cli_auto_prompt', owner: 'AWS', meaning: 'the AWS CLI asks', variable: 'AWS_CLI_AUTO_PROMPT' },
    { name: 'cli_error_format', owner: 'AWS', meaning: 'the form of errors', variable: 'AWS_CLI_ERROR_FORMAT' },
    { name: 'cli_help_output', owner: 'AWS', meaning: 'where help is shown', live: true },
    { name: 'cli_timestamp_format', owner: 'AWS', meaning: 'the form of times', live: true },
    { name: 'cli_binary_format', owner: 'AWS', meaning: 'the form of bytes', live: true },
    { name: 'cli_follow_urlparam', owner: 'AWS', meaning: 'addresses as parameters', live: true },
    { name: 'cli_history', owner: 'AWS', meaning: 'whether calls are recorded', live: true },
    { name: 'parameter_validation', owner: 'AWS', meaning: 'checks before a call', live: true },
    { name: 'api_versions', owner: 'AWS', meaning: 'older versions of services', live: true },
    { name: 'proxy_ca_bundle', owner: 'AWS', meaning: 'certificates of the proxy', live: true },
    { name: 'proxy_client_cert', owner: 'AWS', meaning: 'a certificate for the proxy', live: true },
    { name: 'proxy_use_forwarding_for_https', owner: 'AWS', meaning: 'how the proxy is asked', live: true },
  ] as const;
