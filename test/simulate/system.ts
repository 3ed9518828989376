import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { decideRequest } from '../../functions/agency/decide-request.ts';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { runPass } from '../../functions/reconciler/pass.ts';
import { decideIn } from '../../functions/request-worker/decide.ts';
import { expireLots } from '../../functions/sweeper/expire-lots.ts';
import { queueFacts } from '../../functions/webhooks/queue-facts.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRequestRoutes } from '../../shared/http/routes/agency/requests.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { PaymentFact } from '../../shared/messages/payment.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { lapseRequests } from '../../shared/requests/lapse.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import { checkoutHandler, willingProvider } from '../support/checkout-handler.ts';
import { clientHandler } from '../support/client-handler.ts';
import { type Faults, NO_FAULTS, troubleTable } from './faults.ts';
import { Provider } from './provider.ts';
import { Queue, senderTo } from './queue.ts';
import type { Random } from './random.ts';
import { bill, stock, storeOf } from './store.ts';
import type { Turns } from './turns.ts';

/** Tries of a provider to bring a webhook, over days. */
const TRIES = 4;
const HOUR = 60 * 60 * 1000;
const timeLeft = () => HOUR;

/** One deployment with its agencies, its customers' API and its workers, on a world that goes wrong. */
export class System {
  faults: Faults = NO_FAULTS;
  /** How often a webhook is never sent, and how often it is sent again though it was taken. */
  webhooks = { lost: 0, twice: 0 };
  readonly payments: Queue;
  readonly requests: Queue;
  readonly client;
  readonly store;
  readonly checkout;
  readonly decisions;
  readonly providers = new Map<string, Provider>();
  readonly ledger: Ledger;
  private readonly codes = new Map<string, [string, ...string[]]>();
  private readonly invoices = new Map<string, [string, string]>();
  private readonly turns: Turns;
  private readonly random: Random;
  private readonly sqs;

  constructor(turns: Turns, random: Random, ledger: Ledger) {
    this.turns = turns;
    this.random = random;
    this.ledger = ledger;
    troubleTable(ledger.table, turns, random, () => this.faults);
    this.payments = new Queue(turns, random);
    this.requests = new Queue(turns, random);
    this.sqs = senderTo(this.payments);
    this.client = clientHandler(ledger);
    this.store = storeOf(ledger);
    this.checkout = checkoutHandler(ledger, willingProvider().openSession);
    const { decideRequest: decision } = agencyRequestRoutes;
    const queue = async (message: object): Promise<boolean> =>
      await this.requests.send(JSON.stringify(message)).then(
        () => true,
        () => false,
      );
    this.decisions = apiHandler({ decision }, { decision: decideRequest(ledger, queue) });
  }

  /** An agency that sells and takes credits, with a provider of its own, and accounts that are to pay something. */
  async open(agency: string, accounts: readonly string[]): Promise<void> {
    this.codes.set(agency, await stock(this.ledger, agency));
    for (const account of accounts)
      this.invoices.set(`${agency} ${account}`, await bill(this.ledger, { agency, account }));
    const provider = new Provider(this.turns, this.random, (fact) => {
      if (!this.random.chance(this.webhooks.lost)) void this.bring(agency, fact);
    });
    this.providers.set(agency, provider);
  }

  codesOf = (agency: string): [string, ...string[]] => this.codes.get(agency) ?? ['none'];

  invoicesOf = ({ agency, account }: AccountRef): [string, ...string[]] =>
    this.invoices.get(`${agency} ${account}`) ?? ['none'];

  get isIdle(): boolean {
    return this.payments.isEmpty && this.requests.isEmpty;
  }

  /** The workers take a batch each of what lies on their queues. */
  async work(): Promise<void> {
    const settle = settlePayment(takeFactsInto(this.ledger), async () => {});
    const decide = decideIn(this.ledger);
    await Promise.all([
      this.payments.poll(batchOf((record) => settle(record, timeLeft))),
      this.payments.poll(batchOf((record) => settle(record, timeLeft))),
      this.requests.poll(batchOf((record) => decide(record, timeLeft))),
      this.requests.poll(batchOf((record) => decide(record, timeLeft))),
    ]);
  }

  /** What runs by schedule: each in a process of its own, which may end in the middle. */
  async reconcile(pass: Pass): Promise<void> {
    const run = { ledger: this.ledger, takeFact: takeFactsInto(this.ledger), timeLeft };
    for (const [agency, { source }] of this.providers) {
      await this.turns.start(
        'reconciler',
        async () => {
          await runPass(run, agency, 'stripe', pass, source);
          if (pass === 'nightly') await auditAccounts(run, agency);
        },
        true,
      );
    }
  }

  async sweep(): Promise<void> {
    for (const agency of this.providers.keys()) {
      await this.turns.start(
        'sweeper',
        async () => {
          await expireLots(this.ledger, agency, timeLeft);
          await lapseRequests(this.ledger, agency, timeLeft);
        },
        true,
      );
    }
  }

  /** A webhook on its way: late, sometimes twice, and sent again where it was not taken. */
  private async bring(agency: string, fact: PaymentFact): Promise<void> {
    const event = { agency, provider: 'stripe' as const, eventId: `evt_${this.random.below(1e9)}` };
    const deliver = async (): Promise<void> => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        await this.turns.sleep(this.random.below(2 * HOUR));
        const taken = await this.turns.start(
          'webhooks',
          async () => {
            await queueFacts({ sqs: this.sqs, queue: 'https://queue.example/payments' }, event, [fact]);
          },
          true,
        );
        if (taken.is === 'done' && !this.random.chance(this.webhooks.twice)) return;
      }
    };
    await this.turns.start('provider', deliver);
  }
}

/** A worker that takes a batch one message after the other, and says which it could not take. */
const batchOf =
  (take: (record: SQSRecord) => Promise<void>) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> =>
    await processPartialResponse(event, take, new BatchProcessor(EventType.SQS), {
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
