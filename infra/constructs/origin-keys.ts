import { Fn, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

export type OriginKeysProps = {
  /** At least one. The distribution sends the first; the API accepts all. */
  names: readonly string[];
};

/**
 * What the distribution shows the API, so that nobody reaches the API around it (docs/decisions/0063-no-way-around-the-distribution.md).
 * CloudFormation writes the values into the distribution and the Lambdas: both show them to whoever may read their configuration.
 */
export class OriginKeys extends Construct {
  /** What the distribution sends. */
  readonly sent: string;
  private readonly accepted: readonly string[];

  constructor(scope: Construct, id: string, { names }: OriginKeysProps) {
    super(scope, id);
    this.accepted = names.map((name) => this.key(name));
    this.sent = this.accepted[0] ?? '';
  }

  /**
   * Has Lambdas refuse what lacks a key.
   * @param distribution changes before they do: what does not send a key yet would be refused
   */
  require(lambdas: readonly LambdaFunction[], distribution: Construct): void {
    for (const lambda of lambdas) {
      lambda.function.addEnvironment('ORIGIN_KEYS', Fn.join(',', [...this.accepted]));
      lambda.live.node.addDependency(distribution);
    }
  }

  private key(name: string): string {
    const secret = new Secret(this, name, {
      description: 'Scrip: what the distribution shows the API',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'CloudFormation alone brings it to the distribution and the Lambdas: a rotation is a deployment (docs/deploy.md), not a schedule.',
    });
    return secret.secretValue.unsafeUnwrap();
  }
}
