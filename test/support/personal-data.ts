import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createSession } from '../../shared/access/create-session.ts';
import { adjust, spendOnBehalf } from '../../shared/account/on-behalf.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { createSpenderKey } from '../../shared/access/create-spender-key.ts';
import { agencyOf, holderOf } from '../../shared/spenders/spender-caller.ts';
import { captureHold } from '../../shared/holds/capture-hold.ts';
import { staffOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import { putProfile } from '../../shared/account/put-profile.ts';
import { refundSpend } from '../../shared/account/refund-spend.ts';
import { spend } from '../../shared/account/spend.ts';
import type { Bucket } from '../../shared/files/bucket.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { beginCheckout, checkoutWrite } from '../../shared/payments/checkout.ts';
import { changeInvoice, voidInvoice } from '../../shared/store/change-invoice.ts';
import { issueInvoice } from '../../shared/store/issue-invoice.ts';
import { setOrderStatus } from '../../shared/store/order-status.ts';
import { placeOrder } from '../../shared/store/order.ts';
import { etagOf } from '../../shared/agency/etag.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { deliveryItem, endpointItem } from '../../shared/table/items/endpoint.ts';
import { deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { putService } from './bills.ts';
import { charge } from './usage.ts';
import { bucketNowhere } from './files.ts';
import { requestsOn } from './credit-requests.ts';

/** What no item may contain any more once an account is erased. */
export const SECRET = 'sensitive';

const must = async <Value>(made: Promise<Result<Value, { code: string }>>): Promise<Value> => {
  const result = await made;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

/** A bucket that takes note of what it is asked to delete, and has nothing in it. */
export const bucketThatDeletes = () => {
  const deleted: string[] = [];
  const bucket: Bucket = bucketNowhere();
  bucket.client.middlewareStack.add(
    () => async (args) => {
      if ('Key' in args.input) deleted.push(String(args.input.Key));
      return { output: { $metadata: {} }, response: undefined };
    },
    { step: 'initialize', name: 'noteDeletions', priority: 'high' },
  );
  return { bucket, deleted };
};

/** Adds credits with a reason, spends them with texts, and gives a part back. The balance is 0 again. */
export const moveWithTexts = async (
  ledger: Ledger,
  ref: AccountRef,
  turn: number | string,
): Promise<void> => {
  const who = { agency: ref.agency, actor: 'admin' };
  const { account } = ref;
  const key = `turn-${turn}`;
  const reason = `${SECRET} reason ${turn}`;
  const texts = { reference: `${SECRET} reference ${turn}`, note: `${SECRET} note ${turn}` };
  await must(
    adjust(
      ledger,
      who,
      account,
      { type: 'in', class: 'paid', amount: 5, reason, reference: texts.reference, create: true },
      key,
    ),
  );
  const spent = await must(
    spend(ledger, {
      name: 'spend',
      payer: { ...ref, spender: undefined },
      idempotencyKey: key,
      input: { amount: 3, ...texts },
    }),
  );
  const { number: entry, at } = spent.outcome.entry;
  await must(refundSpend(ledger, who, account, { entry, at, amount: 1, reason }, key));
  await must(spendOnBehalf(ledger, who, account, { amount: 3, ...texts }, key));
};

/** An account whose people left a text in every place that there is. It is settled: it could be erased. */
export const leaveTexts = async (ledger: Ledger, ref: AccountRef): Promise<{ endpoint: string }> => {
  const { agency, account } = ref;
  const who = { agency, actor: 'admin' };
  const note = `${SECRET} note`;
  const profile = { name: `${SECRET} name`, email: `${SECRET}@example.com`, externalId: SECRET, note };
  await must(putProfile(ledger, who, account, profile, {}));
  await moveWithTexts(ledger, ref, 'first');

  const granted = { type: 'in', class: 'promo', amount: 5, reason: note, create: true } as const;
  await must(adjust(ledger, who, account, granted, 'held'));
  const held = { amount: 5, reference: `${SECRET} hold`, note, seconds: 60 };
  const { outcome: hold } = await must(makeHold(ledger, staffOf(who, account), held, 'hold'));
  await must(captureHold(ledger, staffOf(who, account), hold.id, { final: true }, 'capture'));

  await putService(ledger.table, agency, { price: 0 });
  const buyer = { ...ref, region: undefined, spender: undefined };
  const order = await must(placeOrder(ledger, buyer, { serviceId: 'logo', credits: 0, note }, 'order'));
  await must(setOrderStatus(ledger, who, { account, orderId: order.outcome.id }, { status: 'done' }));

  const agent = { name: SECRET, kind: 'agent', limits: { perCall: 0 }, above: 'ask' } as const;
  const { outcome: made } = await must(
    makeSpender(ledger, holderOf({ ...ref, spender: undefined }), agent, 'spender'),
  );
  await must(makeSpender(ledger, agencyOf(who, account), { ...agent, limits: {} }, 'spender'));
  const asking = {
    caller: agencyOf(who, account),
    by: { kind: 'person', actor: 'admin' },
    region: undefined,
  } as const;
  await must(createSpenderKey(ledger, asking, { spender: made.id, name: `${SECRET} key` }, 'key'));
  const wished = { amount: 1, reference: `${SECRET} wish`, note };
  const payer = { ...ref, spender: made.id };
  const asked = await spend(ledger, { name: 'spend', payer, idempotencyKey: 'wish', input: wished });
  if (asked.ok || asked.error.code !== 'approval_pending') throw new Error('nobody was asked');

  const used = { id: SECRET, meter: 'none', quantity: 1, time: instant(ledger.now()), reference: SECRET };
  await charge(ledger, ref, [used]);

  const invoice = { number: '1', description: note, amount: { credits: 5 }, creditsAccepted: true };
  const { outcome: issued } = await must(issueInvoice(ledger, who, account, invoice, 'invoice'));
  const changed = { ...invoice, description: `${note} again` };
  const seen = { readOnly: {}, preconditions: { 'if-match': [etagOf(issued)] } };
  await must(changeInvoice(ledger, who, { account, id: issued.id }, changed, seen));
  await must(voidInvoice(ledger, who, { account, id: issued.id }));

  const requests = requestsOn(ledger);
  const { id: requestId } = await requests.asked(ref);
  await requests.upload(ref, requestId);
  await requests.prove(ref, requestId, { note, links: [`https://example.com/${SECRET}`], uploadId: 'upl_1' });
  await requests.decide(who, requestId, { approve: false, step: 'review', note });
  await requests.workOff();

  const checkout = beginCheckout({
    id: randomId('chk'),
    ref,
    provider: 'stripe',
    offer: { label: '10 credits', credits: 10, bonusCredits: 0, price: { amount: 100, currency: 'EUR' } },
    packageId: undefined,
    returnUrl: `https://shop.example/${SECRET}`,
    inputHash: 'hash',
    now: ledger.now(),
  });
  const session = { id: 'cs_1', url: `https://checkout.stripe.com/${SECRET}` };
  const closedAt = instant(ledger.now());
  await putGuarded(ledger.table, checkoutWrite({ ...checkout, session, closedAt }));

  const maker = { ...who, kind: 'person', scopes: [] } as const;
  const returnUrl = 'https://shop.example/credits';
  await must(createSession(ledger, maker, account, { scopes: ['credits:read'], seconds: 600, returnUrl }));
  return { endpoint: await sendEvents(ledger, ref) };
};

/** An endpoint of the agency that was sent events about the account, and one about another. */
const sendEvents = async ({ table, now }: Ledger, { agency, account }: AccountRef): Promise<string> => {
  const spent = { number: 1, kind: 'spend', amount: 3, balance: 0 };
  const sent = [
    { type: 'credits.spent', account, data: { ...spent, reference: SECRET, note: SECRET } },
    { type: 'hold.created', account, data: { holdId: 'hold_1', reference: SECRET, credits: 3 } },
    {
      type: 'approval.requested',
      account,
      data: { approvalId: 'apr_1', kind: 'hold', credits: 3, reference: SECRET, label: SECRET },
    },
    { type: 'credits.spent', account: 'neighbour', data: { ...spent, reference: 'of the neighbour' } },
  ];
  const id = randomId('end');
  const endpoint = {
    agency,
    id,
    version: 0,
    url: 'https://example.com/',
    status: 'active',
    createdAt: instant(now()),
  };
  await putGuarded(table, { key: endpointKey(agency, id), schema: endpointItem, item: endpoint, version: 0 });
  for (const [place, { type, account: subject, data }] of sent.entries()) {
    const event = `evt_${String(place).padStart(29, '0')}`;
    const item = {
      id: event,
      version: 0,
      type,
      account: subject,
      status: 'delivered',
      attempts: 1,
      lastAt: instant(now()),
      event: JSON.stringify({ id: event, subject, data }),
      ttl: 9_999_999_999,
    };
    await putGuarded(table, { key: deliveryKey(agency, id, event), schema: deliveryItem, item, version: 0 });
  }
  return id;
};

/** Everything that the table holds, as JSON, an item each. */
export const allItemsOf = async ({ table: { client, name } }: Ledger): Promise<string[]> => {
  const found: string[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: name, ...(from && { ExclusiveStartKey: from }) }),
    );
    found.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
};
