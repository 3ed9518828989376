import { CfnElement, CustomResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';

export type DeployedPagesProps = {
  /** The folder of the built pages. */
  pages: string;
  /** What the pages read before anything else. */
  config: Record<string, unknown>;
};

/** How the CDK names its Lambda that copies files. */
const COPIER = 'Custom::CDKBucketDeployment';

/** Their names carry a hash of what they hold. */
const HASHED = 'assets/*';

/** The class leaves open whether it is a website, and what takes a bucket wants to know. */
class PagesBucket extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** The private bucket of the pages, and what a deployment puts there. */
export class DeployedPages extends Construct {
  readonly bucket: PagesBucket;

  constructor(scope: Construct, id: string, { pages, config }: DeployedPagesProps) {
    super(scope, id);
    this.bucket = new PagesBucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // All that is here comes from a deployment, and the next one brings it again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds public files only, and nobody but the distribution can read them here.',
    });
    // Of the Lambda that copies the files: it runs at deployment, and only then.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    const deploying = {
      destinationBucket: this.bucket,
      role,
      logGroup,
      // With the default of 128 MB it takes minutes.
      memoryLimit: 1024,
      retainOnDelete: false,
    };
    const built = Source.asset(pages);
    const assets = new BucketDeployment(this, 'Assets', {
      ...deploying,
      sources: [built],
      exclude: ['*'],
      include: [HASHED],
      // A page that is open still loads what it was built with.
      prune: false,
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    });
    const rest = new BucketDeployment(this, 'Pages', {
      ...deploying,
      sources: [built, Source.jsonData('config.json', config, { escape: true })],
      exclude: [HASHED],
      cacheControl: [CacheControl.noCache()],
    });
    // No page before what it loads. The whole of the one would also wait for the other, and the Lambda of both for itself.
    for (const child of rest.node.children)
      if (child instanceof CustomResource) child.node.addDependency(assets);
    this.acknowledge(role);
  }

  /** What cdk-nag finds in the CDK's own Lambda, and in the rights that the CDK gives it. */
  private acknowledge(role: Role): void {
    const stack = Stack.of(this);
    const { defaultChild } = this.bucket.node;
    if (!CfnElement.isCfnElement(defaultChild)) throw new TypeError('the bucket is no resource');
    const patterns = [
      ...['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'].map((action) => `Action::s3:${action}*`),
      `Resource::<${stack.getLogicalId(defaultChild)}.Arn>/*`,
      'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    ];
    Validations.of(role).acknowledge(
      ...patterns.map((pattern) => ({
        id: `AwsSolutions-IAM5[${pattern}]`,
        reason:
          'The CDK grants these to its Lambda that copies the pages at deployment: it reads what is deployed, and writes to the bucket of the pages, which holds nothing else.',
      })),
    );
    for (const lambda of stack.node.children.filter(({ node: { id: name } }) => name.startsWith(COPIER)))
      Validations.of(lambda).acknowledge({
        id: 'AwsSolutions-L1',
        reason: 'The CDK chooses the runtime of its own Lambda, and changes it with its versions.',
      });
  }
}
