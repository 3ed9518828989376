import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../shared/http/routes.ts';
import {
  grantAgencyParameters,
  grantParameterNames,
  grantSigningSecrets,
} from './constructs/agency-secrets.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApiStage } from './constructs/api-stage.ts';
import { Api } from './constructs/api.ts';
import { addCountAlarms } from './constructs/count-alarms.ts';
import { Backups } from './constructs/backups.ts';
import { addDashboard } from './constructs/dashboard.ts';
import { EventBus } from './constructs/event-bus.ts';
import { Files } from './constructs/files.ts';
import { LambdaFactory, type LambdaFactoryProps } from './constructs/lambda-factory.ts';
import type { LambdaFunction } from './constructs/lambda-function.ts';
import { LedgerTable, type TableAction } from './constructs/ledger-table.ts';
import { addOutput } from './constructs/output.ts';
import { addMonthlyBudget } from './constructs/monthly-budget.ts';
import { OriginKeys } from './constructs/origin-keys.ts';
import { Probe, PROBE_TIMEOUT } from './constructs/probe.ts';
import { QueueWorker } from './constructs/queue-worker.ts';
import { Reconciler, RECONCILER_TIMEOUT } from './constructs/reconciler.ts';
import { watchSettleLag } from './constructs/settle-lag.ts';
import { Rollouts } from './constructs/rollouts.ts';
import { signInAt } from './constructs/sign-in.ts';
import { Site } from './constructs/site.ts';
import { StreamWorker } from './constructs/stream-worker.ts';
import { Sweeper, SWEEPER_TIMEOUT } from './constructs/sweeper.ts';
import { type TokenSource, UserPool } from './constructs/user-pool.ts';
import { GUARDED_METADATA, guardedSettings } from './guarded-settings.ts';
import type { Settings } from './settings.ts';

export type CreditsStackProps = Pick<LambdaFactoryProps, 'settings' | 'code'> & {
  /** The folder of the built pages. */
  pages: string;
};

/** A ledger's read, plan and guarded write. */
const LEDGER_ACTIONS: readonly TableAction[] = ['BatchGetItem', 'PutItem'];

/** The Lambdas for which nobody waits: queues, the stream or the clock call them. */
const WORKERS = new Set([
  'payment-worker',
  'credit-request-worker',
  'usage-worker',
  'event-sender',
  'publisher',
  'reconciler',
  'sweeper',
  'probe',
]);

/** The whole service: who answers what, and what each may touch. */
export class CreditsStack extends Stack {
  constructor(scope: Construct, id: string, { settings, code, pages }: CreditsStackProps) {
    super(scope, id, {
      stackName: `scrip-${settings.stage}`,
      description: 'Scrip: prepaid credits',
      terminationProtection: settings.stage !== 'dev',
      tags: { application: 'scrip', stage: settings.stage, ...settings.tags },
    });
    this.templateOptions.metadata = { [GUARDED_METADATA]: guardedSettings(settings) };
    const alarms = new Alarms(this, 'Alarms', { settings });
    const ledger = new LedgerTable(this, 'Ledger', { settings, alarms });
    const files = new Files(this, 'Files');
    const lambdas = new LambdaFactory(this, { settings, alarms, code });

    const account = lambdas.api('account', 'Customers may be unable to see their balance or spend credits.');
    ledger.grant(account, [...LEDGER_ACTIONS, 'Query']);
    ledger.grantLists(account);

    const store = lambdas.api('store', 'Customers may be unable to buy, pay, redeem or download.');
    ledger.grant(store, [...LEDGER_ACTIONS, 'Query']);
    ledger.grantLists(store);
    files.grantRead(store, 'downloads');
    files.grantWrite(store, 'proofs');
    files.grantRead(store, 'usage');
    grantAgencyParameters(store, 'links', settings);

    const checkout = lambdas.api('checkout', 'Customers may be unable to start a checkout.');
    ledger.grant(checkout, LEDGER_ACTIONS);
    ledger.grantLists(checkout);
    grantAgencyParameters(checkout, 'providers', settings);

    const paymentWorker = lambdas.worker(
      'payment-worker',
      'Customers have paid and do not receive their credits.',
    );
    ledger.grant(paymentWorker, LEDGER_ACTIONS);
    ledger.grantLists(paymentWorker);
    grantAgencyParameters(paymentWorker, 'providers', settings);
    if (settings.workerConcurrency !== undefined) paymentWorker.reserve(settings.workerConcurrency);
    const payments = new QueueWorker(this, 'Payments', {
      name: 'payment',
      worker: paymentWorker,
      alarms,
      impact: 'Customers have paid and still wait for their credits.',
    });

    const webhooks = lambdas.api(
      'webhooks',
      'Payments are credited late, when the provider repeats the webhook.',
    );
    grantAgencyParameters(webhooks, 'webhooks', settings);
    grantParameterNames(webhooks);
    payments.grantSend(webhooks, 'PAYMENT_QUEUE_URL');

    const networks = { ENDPOINT_NETWORKS: settings.endpointNetworks.join(',') };
    const eventSender = lambdas.worker('event-sender', "Agencies' systems do not receive events.", {
      environment: networks,
      // It mostly waits for others' servers, which costs as much less as it has less memory.
      memory: 256,
    });
    ledger.grant(eventSender, LEDGER_ACTIONS);
    grantSigningSecrets(eventSender, settings);
    const events = new QueueWorker(this, 'Events', {
      name: 'event',
      worker: eventSender,
      alarms,
      impact: "Agencies' systems receive events late or not at all.",
      fifo: true,
      // An endpoint that does not answer delays no other endpoint's events.
      batchSize: 1,
      // They wait for others' servers, not for the table.
      maxWorkers: 50,
      // Each postponement counts as a try. The sender gives up by age, and sets damaged messages aside; this is SQS's maximum.
      maxTries: 1000,
      retention: Duration.days(14),
      // While an endpoint is down its events wait, for five days at most.
      alarmFrom: { age: Duration.days(6), depth: 10_000 },
    });
    events.grantPostpone(eventSender, 'EVENT_QUEUE_URL');
    events.grantSetAside(eventSender, 'DEAD_LETTERS_URL');

    const publisher = lambdas.worker(
      'publisher',
      'No events are published, and the liability figures are out of date.',
      {
        // A batch may hold hundreds of entries, each for ten endpoints.
        timeout: Duration.minutes(2),
      },
    );
    ledger.grant(publisher, [...LEDGER_ACTIONS, 'Query']);
    events.grantSend(publisher, 'EVENT_QUEUE_URL');
    const bus = new EventBus(this, 'EventBus', settings);
    bus.grantPut(publisher);
    new StreamWorker(this, 'Changes', {
      name: 'change',
      table: ledger.table,
      worker: publisher,
      alarms,
      impact: 'Events are published late, and the liability figures are out of date.',
    });
    const creditRequestWorker = lambdas.worker(
      'credit-request-worker',
      'Approved credit requests add no credits.',
    );
    ledger.grant(creditRequestWorker, LEDGER_ACTIONS);
    const requests = new QueueWorker(this, 'Requests', {
      name: 'request',
      worker: creditRequestWorker,
      alarms,
      impact: 'Decisions on credit requests do not take effect.',
      fifo: true,
    });

    const usageWorker = lambdas.worker('usage-worker', 'Usage that agencies report is not charged.');
    ledger.grant(usageWorker, LEDGER_ACTIONS);
    files.grantWrite(usageWorker, 'usage');
    const usage = new QueueWorker(this, 'Usage', {
      name: 'usage',
      worker: usageWorker,
      alarms,
      impact: 'Accounts go on using what they may no longer be able to pay.',
      fifo: true,
    });

    const agency = lambdas.api(
      'agency',
      'Agencies may be unable to use their API or to decide credit requests.',
      networks,
    );
    ledger.grant(agency, [...LEDGER_ACTIONS, 'DeleteItem', 'Query']);
    ledger.grantLists(agency);
    requests.grantSend(agency, 'REQUEST_QUEUE_URL');
    usage.grantSend(agency, 'USAGE_QUEUE_URL');
    files.grantRead(agency, 'proofs');
    files.grantDelete(agency, 'proofs');
    files.grantWrite(agency, 'exports');
    files.grantRead(agency, 'exports');
    files.grantRead(agency, 'usage');
    files.grantDelete(agency, 'usage');
    files.grantWrite(agency, 'picture-uploads');
    files.grantRead(agency, 'picture-uploads');
    files.grantWrite(agency, 'pictures');
    files.grantDelete(agency, 'pictures');
    grantSigningSecrets(agency, settings, ['CreateSecret', 'PutSecretValue']);
    events.grantSend(agency, 'EVENT_QUEUE_URL');

    const reconciler = lambdas.worker(
      'reconciler',
      'Payments of lost webhooks are not recovered, and ledgers are not audited.',
      { timeout: RECONCILER_TIMEOUT, usesItsTime: true },
    );
    ledger.grant(reconciler, [...LEDGER_ACTIONS, 'Query']);
    ledger.grantLists(reconciler);
    files.grantRead(reconciler, 'usage');
    grantAgencyParameters(reconciler, 'providers', settings);
    new Reconciler(this, 'Reconciliation', { lambda: reconciler, alarms });

    const sweeper = lambdas.worker(
      'sweeper',
      'Allowances are late. Histories still show expired credits, which nobody can spend.',
      { timeout: SWEEPER_TIMEOUT, usesItsTime: true },
    );
    ledger.grant(sweeper, [...LEDGER_ACTIONS, 'DeleteItem', 'Query']);
    ledger.grantLists(sweeper);
    files.grantDelete(sweeper, 'proofs');
    files.grantDelete(sweeper, 'usage');
    new Sweeper(this, 'Sweeping', { lambda: sweeper, alarms });

    const pictures = lambdas.api('pictures', 'Shop windows may show no pictures.');
    files.grantRead(pictures, 'pictures');

    const everyone = lambdas.api('public', 'The health check or the API description may be unavailable.');

    const people = this.people(lambdas, settings);
    const users = this.users(lambdas, settings);
    if (users instanceof UserPool) {
      users.grantInviting(people);
      ledger.grant(people, [...LEDGER_ACTIONS, 'Query']);
    }

    const authorizer = this.authorizer(lambdas, settings, users instanceof UserPool ? users.tokens : users);
    // An API key is one read, and on the first use of a day one write.
    ledger.grant(authorizer, ['BatchGetItem', 'UpdateItem']);
    const answering = { account, store, checkout, agency, people, webhooks, pictures, public: everyone };
    const api = new Api(this, 'Api', { routes, settings, authorizer, lambdas: answering });
    const signIn = users instanceof UserPool ? users.signIn : signInAt(users.issuer, settings);
    const { originKeys: names } = settings;
    const originKeys = names.length > 0 ? new OriginKeys(this, 'OriginKeys', { names }) : undefined;
    const site = new Site(this, 'Site', { settings, api, files, signIn, originKey: originKeys?.sent, pages });
    originKeys?.require(Object.values(answering), site.distribution);
    if (users instanceof UserPool) {
      const at = (page: string) => site.addresses.map((address) => `${address}${page}`);
      users.returnTo(
        [...at('signed-in'), ...settings.signInUrls],
        [...at('signed-out'), ...settings.signInUrls],
      );
    }
    const [address = ''] = site.addresses;
    // A deployment for one agency has its portal at the root.
    const portal = settings.agency === undefined ? `${address}a/{agency}/` : address;
    agency.function.addEnvironment('PORTAL_URL', settings.portalUrl ?? portal);
    const pagesAt = [...site.addresses, ...(settings.portalUrl === undefined ? [] : [settings.portalUrl])];
    checkout.function.addEnvironment('PAGES', pagesAt.join(','));
    const { stage, figures } = new ApiStage(this, 'ApiStage', { api, settings, alarms });
    if (settings.probe) {
      const probe = lambdas.worker('probe', 'Nobody notices when the pages and the API cannot be reached.', {
        timeout: PROBE_TIMEOUT,
        memory: 256,
        environment: { SITE_URL: address, ...(originKeys && { CLOSED_URL: stage.url }) },
      });
      new Probe(this, 'Probing', { lambda: probe, alarms });
    }
    addCountAlarms(this, alarms, lambdas);
    if (settings.backupDays !== undefined)
      new Backups(this, 'Backups', {
        table: ledger.table,
        days: settings.backupDays,
        copyTo: settings.backupCopyVaultArn,
        alarms,
      });
    if (settings.monthlyBudget !== undefined) addMonthlyBudget(this, settings.monthlyBudget, alarms);
    watchSettleLag(this, alarms, lambdas);
    addDashboard(this, {
      settings,
      alarms,
      stage,
      figures,
      lambdas: lambdas.all,
      queues: { payments, requests, usage, events },
    });

    new Rollouts(this, 'Rollouts', {
      rollout: settings.rollout,
      answering: lambdas.all.filter(({ name }) => !WORKERS.has(name)),
      working: lambdas.all.filter(({ name }) => WORKERS.has(name)),
      alarms: ['api-server-errors', 'spend-slow'].map((name) => alarms.named(name)),
    });

    addOutput(this, 'PortalUrl', 'Where customers sign in', address);
    addOutput(this, 'ConsoleUrl', 'Where people at an agency sign in', `${address}console`);
    addOutput(
      this,
      'ApiUrl',
      originKeys
        ? 'The API’s own address, which is closed'
        : 'The API without the distribution, for backends',
      stage.url,
    );
    addOutput(this, 'TableName', 'The table with the ledger', ledger.table.tableName);
    addOutput(
      this,
      'FilesBucketName',
      'The bucket of downloads, proofs and pictures',
      files.bucket.bucketName,
    );
    addOutput(this, 'PaymentQueueUrl', 'Payments that wait for their credits', payments.queue.queueUrl);
    addOutput(
      this,
      'PaymentDeadLettersUrl',
      'Payments that failed five times',
      payments.deadLetters.queueUrl,
    );
    addOutput(
      this,
      'EventBusName',
      'The EventBridge bus with the events of all agencies',
      bus.bus.eventBusName,
    );
    addOutput(this, 'RequestQueueUrl', 'Decisions on credit requests that wait', requests.queue.queueUrl);
    addOutput(
      this,
      'RequestDeadLettersUrl',
      'Decisions that failed five times',
      requests.deadLetters.queueUrl,
    );
    addOutput(this, 'UsageQueueUrl', 'Usage that waits to be charged', usage.queue.queueUrl);
    addOutput(this, 'UsageDeadLettersUrl', 'Usage that failed five times', usage.deadLetters.queueUrl);
    const { page, ticket } = alarms.topics;
    addOutput(this, 'PageTopicArn', 'The SNS topic of alarms that somebody must act on now', page.topicArn);
    addOutput(this, 'TicketTopicArn', 'The SNS topic of alarms that can wait a day', ticket.topicArn);
  }

  /** Without a pool it touches nothing, and answers which claims the tokens of the issuer need. */
  private people(lambdas: LambdaFactory, settings: Settings): LambdaFunction {
    const { agencyClaim, accountClaim, regionClaim, rolesClaim, agency } = settings;
    return lambdas.api('people', 'Agencies may be unable to invite people or to disable them.', {
      AGENCY_CLAIM: agencyClaim,
      ACCOUNT_CLAIM: accountClaim,
      REGION_CLAIM: regionClaim,
      ROLES_CLAIM: rolesClaim,
      ...(agency !== undefined && { FIXED_AGENCY: agency }),
    });
  }

  private authorizer(
    lambdas: LambdaFactory,
    settings: Settings,
    { issuer, audience, invitedAccount }: TokenSource,
  ): LambdaFunction {
    const { agencyClaim, accountClaim, regionClaim, rolesClaim, agency } = settings;
    return lambdas.worker('authorizer', 'Nobody can use the API, except for its public routes.', {
      // API Gateway waits no longer.
      timeout: Duration.seconds(10),
      throwsOnPurpose: 'BearersRejected',
      guardsAccess: true,
      environment: {
        ISSUER: issuer,
        AUDIENCE: audience.join(','),
        AGENCY_CLAIM: agencyClaim,
        ACCOUNT_CLAIM: accountClaim,
        ...(invitedAccount !== undefined && { INVITED_ACCOUNT_CLAIM: invitedAccount }),
        REGION_CLAIM: regionClaim,
        ROLES_CLAIM: rolesClaim,
        ...(agency !== undefined && { FIXED_AGENCY: agency }),
      },
    });
  }

  /** The issuer of the settings; where they name none, a pool of this stack's own. */
  private users(lambdas: LambdaFactory, settings: Settings): UserPool | TokenSource {
    const { issuer, audience } = settings;
    if (issuer !== undefined) return { issuer, audience };
    const tokenClaims = lambdas.worker(
      'token-claims',
      'Nobody can sign in, and sessions end within an hour.',
      // Cognito waits no longer.
      { timeout: Duration.seconds(5), guardsAccess: true },
    );
    return new UserPool(this, 'Users', { settings, tokenClaims });
  }
}
