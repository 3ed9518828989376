/** What a rule may find, and why that is right. */
export type Acknowledged = {
  rule: string;
  /** The logical ids in which it may, without their hashes. */
  resources: RegExp;
  reason: string;
};

/** Of AWS Control Tower's proactive controls, which each company may choose from: those that this stack does without. */
export const ACKNOWLEDGED: readonly Acknowledged[] = [
  {
    rule: 'cloudfront_default_root_object_configured_check',
    resources: /^SiteDistribution$/,
    reason: 'The function before the pages leads `/` to a page, which differs by host.',
  },
  {
    rule: 'cloudfront_origin_failover_enabled_check',
    resources: /^SiteDistribution$/,
    reason: 'There is one API and one bucket: a second origin could answer nothing.',
  },
  {
    rule: 'cloudfront_access_logs_enabled_check',
    resources: /^SiteDistribution$/,
    reason:
      'The API has an access log. The rest are public files, whose log would only repeat people’s addresses.',
  },
  {
    rule: 'cloudwatch_log_group_retention_period_check',
    resources: /Logs$|^ApiStageAccessLog$|^SiteDeployed/,
    reason: 'Three months: logs name accounts, and what must be kept for years is the ledger.',
  },
  {
    rule: 'cloudwatch_log_group_encrypted_check',
    resources: /Logs$|^ApiStageAccessLog$|^SiteDeployed/,
    reason: 'CloudWatch encrypts them with a key of its own. They hold neither secrets nor bodies.',
  },
  {
    rule: 'kms_create_grant_aws_service_check',
    resources: /^LedgerKey$/,
    reason: 'The statement that leaves the key to the account’s own policies is KMS’s default.',
  },
  {
    rule: 'lambda_function_public_access_prohibited_check',
    resources: /^\w+FunctionAliasliveApi$/,
    reason:
      'The source’s ARN holds the account and the API, by an intrinsic function that the rule does not read.',
  },
  {
    rule: 'lambda_inside_vpc_check',
    resources: /Function$|^CustomCDK|^SiteDeployed/,
    reason:
      'They call AWS and providers on the internet. A VPC would take a gateway for $33 a month and protect nothing.',
  },
  {
    rule: 's3_bucket_default_encryption_kms_check',
    resources: /^(?:FilesBucket|SiteDeployedBucket)$/,
    reason: 'S3’s own key: browsers fetch and send files by signed links, which need no right to a key then.',
  },
  {
    rule: 's3_bucket_versioning_enabled_check',
    resources: /^SiteDeployedBucket$/,
    reason: 'Built pages, which a deployment writes again. The bucket of files keeps versions.',
  },
  {
    rule: 's3_bucket_logging_enabled_check',
    resources: /^(?:FilesBucket|SiteDeployedBucket)$/,
    reason:
      'Links are signed by Lambdas that log each; CloudTrail’s data events are the account’s to switch on.',
  },
  {
    rule: 's3_event_notifications_enabled_check',
    resources: /^(?:FilesBucket|SiteDeployedBucket)$/,
    reason: 'Nothing follows from an object alone: the API is told of each upload.',
  },
  {
    rule: 's3_lifecycle_policy_check',
    resources: /^SiteDeployedBucket$/,
    reason: 'Old assets stay, so that open pages can load their parts: 30 MB in a year.',
  },
  {
    rule: 's3_bucket_object_lock_enabled_check',
    resources: /^(?:FilesBucket|SiteDeployedBucket)$/,
    reason: 'Proofs must be erasable, and so must files of products; versions are kept for 90 days.',
  },
  {
    rule: 'sqs_dlq_check',
    resources: /DeadLetters$|^ChangesGivenUp$/,
    reason: 'These are the dead-letter queues.',
  },
];
