import { EventBus as Bus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** The bus on which the deployment's operator receives every event. Its rules are not part of this stack. */
export class EventBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string, { stage }: Pick<Settings, 'stage'>) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', { eventBusName: `scrip-${stage}` });
  }

  /** Lets a Lambda put events on this bus, and gives it the bus's name. */
  grantPut(lambda: LambdaFunction): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }),
    );
    lambda.function.addEnvironment('EVENT_BUS', this.bus.eventBusName);
  }
}
