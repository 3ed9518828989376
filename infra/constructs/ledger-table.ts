import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  Operation,
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

/** What a Lambda may do with items. A transaction needs the rights of the writes in it, and no right of its own. */
export type TableAction =
  | 'BatchGetItem'
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** How long a write tries again while others write to the same account, before its caller is told to. */
const COMMIT_DEADLINE = Duration.seconds(5);

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
        : { encryption: TableEncryption.AWS_MANAGED }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Seconds since the epoch, on what is of no use after a while: quotes that lapsed, deliveries of long ago.
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

  /** Grants exactly these actions on the table, and tells the Lambda where it is. */
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
    const options = { period: ALARM_PERIOD, statistic: 'Sum' };
    for (const direction of ['Read', 'Write'] as const) {
      alarms.add(this, {
        name: `table-${direction.toLowerCase()}-throttles`,
        section: 'table-throttles',
        impact: 'The table takes no more for now: customers are answered 503 and try again.',
        metric: this.table.metric(`${direction}ThrottleEvents`, options),
        threshold: 10,
      });
    }
    alarms.add(this, {
      name: 'table-system-errors',
      impact: 'DynamoDB fails on its side: balances and purchases may be answered 500 or 503.',
      metric: this.table.metricSystemErrorsForOperations({
        ...options,
        operations: [
          Operation.GET_ITEM,
          Operation.BATCH_GET_ITEM,
          Operation.QUERY,
          Operation.PUT_ITEM,
          Operation.TRANSACT_WRITE_ITEMS,
        ],
      }),
      threshold: 5,
    });
  }
}
