import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { extendExpiry } from '../../shared/account/extend-expiry.ts';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { expireLots } from '../../functions/sweeper/expire-lots.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { cloudEvent, type EventType } from '../../shared/table/items/cloud-event.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { eventSchema } from '../../shared/events/types.ts';
import { expireCreditRequests } from '../../shared/credit-requests/expire.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { entryKey } from '../../shared/table/keys.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, entriesOf, openTestLedger } from '../support/ledger.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { requestsOn } from '../support/credit-requests.ts';
import { storeHandler } from '../support/store-handler.ts';
import { streamRecord } from '../support/stream.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const clock = { now: Date.now() };
const ledger = openTestLedger({ now: () => clock.now });
const { client, name } = ledger.table;
const bridge = mockClient(EventBridgeClient);

const keyed = z.looseObject({ pk: z.string(), sk: z.string(), version: z.int().optional() });
type Keyed = z.infer<typeof keyed>;

/** Every item of an agency in the table. */
const itemsOf = async (agency: string): Promise<Map<string, Keyed>> => {
  const items = new Map<string, Keyed>();
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        FilterExpression: 'agency = :agency',
        ExpressionAttributeValues: { ':agency': agency },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    for (const item of z.array(keyed).parse(page.Items ?? [])) items.set(`${item.pk} ${item.sk}`, item);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};

/** What the publisher makes of all that an operation wrote, sorted: of several items the stream promises no order. */
const eventsOf = async (agency: string, act: () => Promise<unknown>): Promise<EventType[]> => {
  const before = await itemsOf(agency);
  await act();
  const records = [...(await itemsOf(agency))].flatMap(([place, after]) => {
    const was = before.get(place);
    return was?.version === after.version ? [] : [streamRecord({ pk: after.pk, sk: after.sk }, was, after)];
  });
  bridge.reset();
  bridge.on(PutEventsCommand).resolves({ Entries: [] });
  const publish = publisherOn({
    ledger,
    bus: { client: new EventBridgeClient({}), name: 'scrip-test' },
    queue: { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' },
    aside: { sqs: new SQSClient({}), url: 'https://sqs.example/aside' },
  });
  expect(await publish(records)).toEqual({ batchItemFailures: [] });
  return bridge
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail = '' }) => {
      const event = cloudEvent.parse(JSON.parse(Detail));
      eventSchema(event.type).parse(event);
      return event.type;
    })
    .toSorted();
};

const keyHeader = () => ({ 'idempotency-key': randomId('key') });

/** Fails where what was to happen did not. */
const done = ({ status, body }: { status: number; body: unknown }): void => {
  if (status >= 300) throw new Error(JSON.stringify(body));
};

const customer = async () => {
  const ref = await accountOfOpenAgency(ledger);
  const admin = agencyHandler(ledger);
  const adjust = async (body: object) =>
    done(
      await call(admin, agencyRoutes.createAdjustment, {
        caller: adminAt(ref.agency),
        params: { accountId: ref.account },
        headers: keyHeader(),
        body: { reason: 'test', ...body, ...('type' in body && body.type === 'in' && { create: true }) },
      }),
    );
  return { ref, adjust, published: (act: () => Promise<unknown>) => eventsOf(ref.agency, act) };
};

test('payments: a purchase of credits, a reversal after spending, and a debt paid by the next purchase', async () => {
  const { ref, adjust, published } = await customer();
  const takeFact = takeFactsInto(ledger);
  const [first, second] = [await openCheckout(ledger, ref), await openCheckout(ledger, ref)];
  const take = async (fact: Parameters<typeof takeFact>[2]) => {
    const taken = await takeFact(ref.agency, 'stripe', fact);
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  };
  expect(await published(() => take(paidFact(first)))).toEqual([
    'checkout.completed',
    'credits.added',
    'credits.added',
  ]);
  expect(await published(() => adjust({ type: 'out', amount: 100 }))).toEqual([
    'balance.low',
    'credits.spent',
  ]);
  expect(await published(() => take(refundFact(first, 're_1', 1000)))).toEqual([
    'balance.zero',
    'credits.reclaimed',
    'debt.opened',
  ]);
  expect(await published(() => take(paidFact(second)))).toEqual([
    'checkout.completed',
    'credits.added',
    'credits.added',
    'debt.cleared',
  ]);
});

test('an extension of an expiry: one event, and the balance is not low in between', async () => {
  const { ref, adjust, published } = await customer();
  const from = new Date(Date.now() + 86_400_000).toISOString();
  await adjust({ type: 'in', amount: 100, expiresAt: from });
  const who = { agency: ref.agency, actor: 'admin' };
  const input = { from, expiresAt: null, reason: 'sorry' };
  expect(await published(() => extendExpiry(ledger, who, ref.account, input, 'once'))).toEqual([
    'credits.extended',
  ]);
});

test('the store: purchase, refund, order, invoice and redemption', async () => {
  const { ref, adjust, published } = await customer();
  await adjust({ type: 'in', amount: 100 });
  await putProduct(ledger, someProduct(ref.agency));
  const buyer = buyerAt(ledger, ref);
  let purchase = '';
  expect(
    await published(async () => {
      purchase = await buyer.buy();
    }),
  ).toEqual(['credits.spent', 'purchase.completed']);
  expect(await published(async () => done(await buyer.refund(purchase)))).toEqual([
    'credits.added',
    'purchase.refunded',
  ]);
  const store = storeHandler(ledger);
  await putService(ledger.table, ref.agency);
  const order = () =>
    call(store, serviceRoutes.createOrder, {
      caller: ref,
      params: { serviceId: 'logo' },
      headers: keyHeader(),
      body: { credits: 30 },
    });
  expect(await published(async () => done(await order()))).toEqual(['credits.spent', 'order.created']);
  const invoice = await putInvoice(ledger, ref);
  const pay = () =>
    call(store, invoiceRoutes.payInvoice, {
      caller: ref,
      params: { invoiceId: invoice.id },
      headers: keyHeader(),
      body: { credits: 40 },
    });
  expect(await published(async () => done(await pay()))).toEqual(['credits.spent', 'invoice.paid']);
  const [code] = await promoCodesOn(ledger).make(ref.agency);
  expect(await published(async () => done(await redeemOn(ledger)(ref, code)))).toEqual(['credits.added']);
});

test('credit requests: each step, each outcome, and expiry', async () => {
  const { ref, published } = await customer();
  const requests = requestsOn(ledger);
  const asked = async (credits = 1000) => {
    let id = '';
    expect(
      await published(async () => {
        ({ id } = await requests.asked(ref, { method: 'bank_transfer', credits }));
      }),
    ).toEqual(['request.created']);
    return id;
  };
  const decide = async (id: string, actor: string, body: object) => {
    done(await requests.decide({ agency: ref.agency, actor, roles: ['finance'] }, id, body));
    await requests.workOff();
  };
  const accepted = await asked();
  const approve = (step: string) => ({ approve: true, step });
  expect(await published(() => decide(accepted, 'ann', approve('review')))).toEqual(['request.advanced']);
  expect(await published(() => decide(accepted, 'bob', approve('finance')))).toEqual([
    'credits.added',
    'request.accepted',
  ]);
  const rejected = await asked(100);
  expect(
    await published(() => decide(rejected, 'ann', { approve: false, step: 'review', note: 'no' })),
  ).toEqual(['request.rejected']);
  const cancelled = await asked(100);
  expect(await published(() => requests.cancel(ref, cancelled))).toEqual(['request.cancelled']);
  await asked(100);
  const sweep = () => expireCreditRequests(ledger, ref.agency, () => 900_000);
  clock.now += 2 * DAY_MS;
  expect(await published(sweep)).toEqual(['request.reminded']);
  expect(await published(sweep)).toEqual([]);
  clock.now += 20 * DAY_MS;
  expect(await published(sweep)).toEqual(['request.rejected']);
});

test('schedules: expired credits, and books that differ', async () => {
  const { ref, adjust, published } = await customer();
  await adjust({ type: 'in', amount: 50, expiresAt: instant(clock.now + DAY_MS) });
  clock.now += 2 * DAY_MS;
  expect(await published(() => expireLots(ledger, ref.agency, () => 900_000))).toEqual([
    'balance.zero',
    'credits.expired',
  ]);
  const [entry] = await entriesOf(ledger, ref);
  if (!entry) throw new Error('no entry');
  await client.send(
    new PutCommand({ TableName: name, Item: { ...entry, ...entryKey(ref, entry), amount: 51, version: 1 } }),
  );
  const run = { ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 };
  expect(await published(() => auditAccounts(run, ref.agency))).toEqual(['reconciliation.mismatch']);
});
