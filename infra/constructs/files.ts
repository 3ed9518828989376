import { CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Folder } from '../../shared/files/object-key.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** How long a replaced or deleted file can be restored. */
const DELETED_FILE_RETENTION = Duration.days(90);

/** Archives of accounts: they are made anew whenever somebody asks. */
const EXPORTS = 'exports/' satisfies `${Folder}/`;
const EXPORT_RETENTION = Duration.days(1);

type FileAction = 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject';

/** A picture that is used is copied. */
const UNUSED_UPLOAD_RETENTION = Duration.days(1);

/**
 * The one bucket: `downloads/<agency>/…` holds what agencies publish, `proofs/<agency>/…` what customers hand in,
 * `exports/<agency>/…` archives of accounts, for a day, `usage/<agency>/…` the usage that entries are for, `picture-uploads/<agency>/…` and `pictures/<agency>/…` what shows in shop
 * windows. It is private and outlives the stack. Files travel between it and the customer, on links that a Lambda has signed.
 */
export class Files extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Customers paid for these files, or uploaded them as proof of payment.
      versioned: true,
      // A failed first deployment leaves none: it is empty then.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: DELETED_FILE_RETENTION,
        },
        { prefix: EXPORTS, expiration: EXPORT_RETENTION, noncurrentVersionExpiration: EXPORT_RETENTION },
        { prefix: 'picture-uploads/', expiration: UNUSED_UPLOAD_RETENTION },
      ],
      cors: [
        {
          // A signed link is itself the right to one object (docs/decisions/0052).
          allowedOrigins: ['*'],
          allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
          allowedHeaders: ['content-type', 'if-none-match'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        "The table records every signed link first: who fetched or uploaded what, and when. An access log would repeat this in a second bucket with the customers' addresses. CloudTrail data events are available to accounts that want them.",
    });
  }

  /** Lets a Lambda read a folder or sign download links for it, and gives it the bucket's name. */
  grantRead(lambda: LambdaFunction, folder: Folder): void {
    this.grant(lambda, 's3:GetObject', folder);
  }

  /** Lets a Lambda write to a folder or sign upload links for it, and gives it the bucket's name. */
  grantWrite(lambda: LambdaFunction, folder: Folder): void {
    this.grant(lambda, 's3:PutObject', folder);
  }

  /** Lets a Lambda delete files of a folder. Versions that are not current are beyond it. */
  grantDelete(lambda: LambdaFunction, folder: Folder): void {
    this.grant(lambda, 's3:DeleteObject', folder);
  }

  private grant(lambda: LambdaFunction, action: FileAction, folder: Folder): void {
    const { bucketArn, bucketName, node } = this.bucket;
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources: [`${bucketArn}/${folder}/*`] }),
    );
    lambda.function.addEnvironment('FILES_BUCKET', bucketName);
    if (!CfnElement.isCfnElement(node.defaultChild)) throw new TypeError('the bucket is no resource');
    const logicalId = Stack.of(this).getLogicalId(node.defaultChild);
    Validations.of(lambda.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${folder}/*]`,
      reason: `The names of the files are not known at deployment: only objects in ${folder} match, and only ${action} is allowed.`,
    });
  }
}
