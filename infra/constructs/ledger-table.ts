import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { LISTS_INDEX } from '../../shared/table/keys.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { tableKey } from './table-key.ts';

/** A Lambda's permissions for items. A transaction needs only the permissions of its writes. */
export type TableAction =
  | 'BatchGetItem'
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** How long a write is retried while others write to the same account, before its caller has to retry. */
const COMMIT_DEADLINE = Duration.seconds(5);

/** What the Lambdas ask of the table, by the names that DynamoDB counts its failures under. */
const OPERATIONS = ['BatchGetItem', 'Query', 'PutItem', 'TransactWriteItems'];

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table: it outlives the stack, can be brought back to any second of 35 days, and streams its changes. */
export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { settings, alarms }: { settings: Settings; alarms: Alarms }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: key('pk'),
      sortKey: key('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...(settings.encryption === 'customer'
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: tableKey(this) }
        : { encryption: TableEncryption.DEFAULT }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Seconds since the epoch, on what is of no use after a while: expired quotes, deliveries of long ago.
      timeToLiveAttribute: 'ttl',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: LISTS_INDEX,
      partitionKey: key('listPk'),
      sortKey: key('listSk'),
      projectionType: ProjectionType.ALL,
    });
    this.watch(alarms);
  }

  /** Grants exactly these actions on the table, and gives the Lambda its name. */
  grant(lambda: LambdaFunction, actions: readonly TableAction[]): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
      }),
    );
    lambda.function.addEnvironment('TABLE_NAME', this.table.tableName);
    lambda.function.addEnvironment('COMMIT_DEADLINE_MS', String(COMMIT_DEADLINE.toMilliseconds()));
  }

  /** Lets a Lambda that has the table query the index too. */
  grantLists(lambda: LambdaFunction): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${this.table.tableArn}/index/${LISTS_INDEX}`],
      }),
    );
  }

  private watch(alarms: Alarms): void {
    const { tableName: TableName } = this.table;
    const count = (metricName: string, dimensions: Record<string, string> = {}) =>
      this.table.metric(metricName, {
        period: ALARM_PERIOD,
        statistic: 'Sum',
        dimensionsMap: { TableName, ...dimensions },
      });
    // A table's metric omits its index, and a throttled index blocks the table's writes.
    const places = { table: {}, index: { GlobalSecondaryIndexName: LISTS_INDEX } };
    for (const [place, dimensions] of Object.entries(places)) {
      for (const direction of ['Read', 'Write'] as const) {
        alarms.add(this, {
          name: `${place}-${direction.toLowerCase()}-throttles`,
          severity: 'ticket',
          section: 'table-throttles',
          impact: `The ${place} is throttled: customers receive 503 and have to retry.`,
          metric: count(`${direction}ThrottleEvents`, dimensions),
          threshold: 10,
          ...(direction === 'Read' && { isDetail: true }),
        });
      }
    }
    const errors = Object.fromEntries(
      OPERATIONS.map((Operation) => [Operation.toLowerCase(), count('SystemErrors', { Operation })]),
    );
    alarms.add(this, {
      name: 'table-system-errors',
      severity: 'ticket',
      impact: 'DynamoDB has internal errors: customers may receive 500 or 503.',
      metric: new MathExpression({
        // Not with plus signs: an operation without errors has no figure, and the sum then might have none either.
        expression: `SUM([${Object.keys(errors).join(', ')}])`,
        usingMetrics: errors,
        label: 'Errors of all operations',
        period: ALARM_PERIOD,
      }),
      threshold: 5,
      isDetail: true,
    });
  }
}
