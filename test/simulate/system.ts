import { setCreditLimit } from '../../shared/account/credit-limit.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { holderOf } from '../../shared/spenders/spender-caller.ts';
import { viewOf as agencyViewOf } from '../../functions/agency/credit-request-view.ts';
import { decide } from '../../shared/credit-requests/decide.ts';
import { answer } from '../../shared/http/answer.ts';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { captureOrderIn } from '../../functions/payment-worker/capture-order.ts';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { runPass } from '../../functions/reconciler/pass.ts';
import { booksWith } from '../../functions/reconciler/sources.ts';
import { decideIn } from '../../functions/credit-request-worker/decide.ts';
import { sweepAgency } from '../../functions/sweeper/sweep-agency.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { type Connect, connectWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { type QueueWorker, workOff } from '../../shared/queue/queue-worker.ts';
import { provider } from '../../shared/table/items/payment-status.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import { agencyHandler } from '../support/agency-handler.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { clientHandler } from '../support/account-handler.ts';
import { openAllowances } from './allowances.ts';
import { NO_BUCKET } from './bucket.ts';
import { Deliveries } from './deliveries.ts';
import type { CalmSweep } from './differences-of-allowances.ts';
import { type Faults, NO_FAULTS, troubleTable } from './faults.ts';
import { Payments } from './payments.ts';
import { ProviderLine } from './provider-line.ts';
import { Queue, senderTo } from './queue.ts';
import { Metering } from './metering.ts';
import type { Random } from './random.ts';
import type { SimulatedSandbox } from './sandbox.ts';
import { bill, stock, storeOf } from './store.ts';
import { EventPipeline } from './event-pipeline.ts';
import { SpenderKeys } from './spender-keys.ts';
import type { Turns } from './turns.ts';
import { Versions } from './versions.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

const timeLeft = () => HOUR_MS;

/** One deployment with its agencies, its customers' API and its workers, on a world that goes wrong. */
export class System {
  faults: Faults = NO_FAULTS;
  readonly payments: Queue;
  readonly requests: Queue;
  readonly client;
  readonly store;
  readonly checkout;
  readonly decisions;
  /** Without one, webhooks alone have to bring every payment: whatever loses one then shows. */
  readonly hasReconciler;
  readonly line: ProviderLine;
  readonly deliveries: Deliveries;
  /** What customers pay, and what becomes of it, at the providers. */
  readonly till: Payments;
  readonly agencies: readonly string[];
  readonly agency;
  readonly pipeline: EventPipeline;
  readonly versions = new Versions();
  readonly spenderKeys = new SpenderKeys();
  readonly metering: Metering;
  /** Something happens at an agency's providers that is none of its business. */
  readonly disturb: (agency: string) => void;
  /** What was written for somebody who asked for what is another's. */
  readonly intrusions: string[] = [];
  /** What was pending in an account whose merge was answered as done. */
  readonly leftBehind: string[] = [];
  /** The runs of the sweeper, by agency, that nothing disturbed. */
  readonly calmSweeps = new Map<string, CalmSweep[]>();
  readonly ledger: Ledger;
  readonly connect: Connect;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  private readonly codes = new Map<string, [string, ...string[]]>();
  private readonly invoices = new Map<string, [string, ...string[]]>();
  private readonly spenders = new Map<string, string>();
  private readonly turns: Turns;
  private readonly booksOf;
  private readonly complete;

  constructor(
    turns: Turns,
    random: Random,
    ledger: Ledger,
    { agencies, agencySecrets, open, disturb }: SimulatedSandbox,
  ) {
    this.turns = turns;
    this.ledger = ledger;
    this.begunAt = ledger.now();
    this.agencies = agencies;
    this.disturb = disturb;
    this.hasReconciler = random.chance(0.7);
    this.pipeline = new EventPipeline(turns, random, ledger);
    troubleTable(
      ledger.table,
      turns,
      random,
      () => this.faults,
      (done) => {
        this.versions.follow(done);
        this.spenderKeys.follow(done);
        if (this.pipeline.stream.follow(done) && done.by === 'prying') this.intrusions.push(done.command);
      },
    );
    this.metering = new Metering(turns, random, ledger);
    this.payments = new Queue(turns, random);
    this.requests = new Queue(turns, random);
    this.line = new ProviderLine(turns, random);
    this.deliveries = new Deliveries(turns, random, agencySecrets, senderTo(this.payments));
    this.till = new Payments(random, open);
    const connect = connectWith(providers, agencySecrets);
    this.connect = connect;
    this.booksOf = booksWith(connect, ledger);
    const connectOverLine = this.line.connectOver(connect);
    this.complete = completeCheckoutWith(connectOverLine, takeFactsInto(ledger), ledger.now);
    this.client = clientHandler(ledger);
    this.store = storeOf(ledger);
    this.checkout = checkoutHandler(ledger, connectOverLine);
    this.agency = agencyHandler(ledger);
    const { decideCreditRequest: decision } = agencyCreditRequestRoutes;
    const queue = async (message: object): Promise<boolean> =>
      await this.requests.send(JSON.stringify(message)).then(
        () => true,
        () => false,
      );
    this.decisions = apiHandler(
      { decision },
      {
        decision: async ({ caller, params, body }) =>
          answer(await decide(ledger, queue, { ...caller, ...params, ...body }), (made) => ({
            status: 202 as const,
            body: { decisionId: made.decisionId, request: agencyViewOf(made.request, ledger.now()) },
          })),
      },
    );
  }

  /** An agency that sells and takes credits, and accounts that are to pay something. */
  async open(agency: string, accounts: readonly string[]): Promise<void> {
    this.codes.set(agency, await stock(this.ledger, agency));
    for (const account of accounts)
      this.invoices.set(`${agency} ${account}`, await bill(this.ledger, { agency, account }));
    await openAllowances(this.ledger, agency);
    await this.metering.open(agency);
    await this.pipeline.open(agency);
  }

  /** Makes a spender with a limit for each day, which asks the owner beyond it. */
  async giveBudget(ref: AccountRef, perDay: number): Promise<void> {
    const input = { name: 'Phone', kind: 'device', limits: { perDay }, above: 'ask' } as const;
    const made = await makeSpender(this.ledger, holderOf({ ...ref, spender: undefined }), input, 'phone');
    if (!made.ok) throw new Error(made.error.code);
    this.spenders.set(`${ref.agency} ${ref.account}`, made.value.outcome.id);
  }

  /** Lets usage take an account below zero. */
  async trust(ref: AccountRef, creditLimit: number): Promise<void> {
    const { agency, account } = ref;
    const limit = { creditLimit, create: true };
    const set = await setCreditLimit(this.ledger, { agency, actor: 'admin' }, account, limit);
    if (!set.ok) throw new Error(set.error.code);
  }

  spenderOf = ({ agency, account }: AccountRef): string | undefined =>
    this.spenders.get(`${agency} ${account}`);

  codesOf = (agency: string): [string, ...string[]] => this.codes.get(agency) ?? ['none'];

  invoicesOf = ({ agency, account }: AccountRef): [string, ...string[]] =>
    this.invoices.get(`${agency} ${account}`) ?? ['none'];

  addInvoice = (ref: AccountRef, id: string): void => {
    this.invoicesOf(ref).push(id);
  };

  get isIdle(): boolean {
    return this.payments.isEmpty && this.requests.isEmpty && this.metering.isIdle && this.pipeline.isIdle;
  }

  /** Each worker takes a batch from its queue. */
  async work(): Promise<void> {
    const settle = settlePayment(
      takeFactsInto(this.ledger),
      captureOrderIn(this.ledger.table, this.complete),
      this.connect,
    );
    await Promise.all([
      this.payments.poll(batchOf(settle)),
      this.payments.poll(batchOf(settle)),
      this.takeDecisions(),
      this.takeDecisions(),
      this.metering.work(),
      this.pipeline.work(),
    ]);
  }

  /** The worker of credit requests takes a batch of decisions. */
  async takeDecisions(): Promise<void> {
    await this.requests.poll(batchOf(decideIn(this.ledger)));
  }

  /** What runs by schedule: each in a process of its own, which may end in the middle. */
  async reconcile(pass: Pass): Promise<void> {
    if (!this.hasReconciler) return;
    const run = { ledger: this.ledger, takeFact: takeFactsInto(this.ledger), timeLeft };
    for (const agency of this.agencies) {
      await this.turns.start(
        'reconciler',
        async () => {
          for (const name of provider.options) {
            const books = await this.booksOf(agency, name, pass);
            if (books) await runPass(run, agency, name, pass, this.line.booksOver(agency, books));
          }
        },
        true,
      );
    }
  }

  async audit(): Promise<void> {
    const { readBatch } = this.metering;
    const run = { ledger: this.ledger, takeFact: takeFactsInto(this.ledger), readBatch, timeLeft };
    for (const agency of this.agencies)
      await this.turns.start('audit', async () => await auditAccounts(run, agency), true);
  }

  async sweep(): Promise<void> {
    const parts = { ledger: this.ledger, bucket: NO_BUCKET };
    for (const agency of this.agencies) {
      const began = instant(this.ledger.now());
      await this.turns.start('sweeper', async () => await sweepAgency(parts, agency, timeLeft), true);
      if (this.faults !== NO_FAULTS) continue;
      const calm = this.calmSweeps.get(agency) ?? [];
      this.calmSweeps.set(agency, [...calm, { began, ended: instant(this.ledger.now()) }]);
    }
  }
}

const batchOf =
  <Message>(worker: QueueWorker<Message>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    await workOff(worker, Records, timeLeft);
