import { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { invoiceRoutes } from '../../shared/http/routes/agency/invoices.ts';
import { orderRoutes } from '../../shared/http/routes/agency/orders.ts';
import { productRoutes } from '../../shared/http/routes/agency/products.ts';
import { settingsRoutes } from '../../shared/http/routes/agency/settings.ts';
import type { Route } from '../../shared/http/route.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { type Answer, call, type Call } from '../support/api.ts';
import { type Intent, patientContext, press } from './intent.ts';
import type { World } from './lives.ts';
import { kitBody, settingsBody } from './store.ts';
import { idIn, keyed } from './wishes.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

/**
 * Somebody at an agency, with an account of it before them, the Idempotency-Key of what they do next, and for how long
 * (milliseconds) they think over what they have looked at.
 */
export type Clerk = World & { person: string; ref: AccountRef; key: string; thinks: number };

export type Act = (clerk: Clerk) => Promise<Intent | undefined>;

export const callerOf = ({ person, ref }: Clerk) => ({ caller: { agency: ref.agency, actor: person } });

export const onAccount = (clerk: Clerk, body: object) => ({
  ...callerOf(clerk),
  ...keyed(clerk.key, body),
  params: { accountId: clerk.ref.account },
});

/** For what alone the agency gives credits, of its own accord. */
const RESTRICTIONS = [
  { products: ['kit'] },
  { categories: ['kits'], services: ['logo'] },
  { meters: ['bytes', 'calls'] },
];

const toAdjust: Act = async (clerk) => {
  const { system, turns, random, ref, key } = clerk;
  const amount = 10 + random.below(60);
  const expiry = random.chance(0.5) && {
    expiresAt: instant(turns.now + random.pick([HOUR_MS, 30 * HOUR_MS])),
  };
  const onlyFor = random.pick([undefined, undefined, ...RESTRICTIONS]);
  const restricted = onlyFor && { onlyFor };
  const of = random.pick(['paid', 'promo']);
  const body = random.chance(0.6)
    ? { type: 'in', amount, class: of, ...expiry, ...restricted, reason: key, create: true }
    : { type: 'out', amount, ...(random.chance(0.3) && restricted), reason: key };
  return {
    kind: 'adjustment',
    ref,
    handler: system.agency,
    route: accountRoutes.createAdjustment,
    request: onAccount(clerk, body),
  };
};

const toSpendForThem: Act = async (clerk) => ({
  kind: 'spend',
  ref: clerk.ref,
  handler: clerk.system.agency,
  route: accountRoutes.createAccountSpend,
  reference: clerk.key,
  request: onAccount(clerk, { amount: 1 + clerk.random.below(40), reference: clerk.key }),
});

const billBody = (number: string, credits: number) => ({
  number,
  description: 'Web site',
  amount: { credits },
  creditsAccepted: true,
});

const toIssue: Act = async (clerk) => ({
  kind: 'issue',
  ref: clerk.ref,
  handler: clerk.system.agency,
  route: invoiceRoutes.createInvoice,
  request: onAccount(clerk, billBody(clerk.key, 40)),
});

/** Looks at something at the agency once; undefined where there was no answer, or none that shows it. */
export const look = async (
  { system, turns, person }: Clerk,
  route: Route,
  request: Call,
): Promise<Answer | undefined> => {
  const seen = await turns.start(
    person,
    async () => await call(system.agency, route, request, patientContext),
    true,
  );
  return seen.is === 'done' && seen.value.status === 200 ? seen.value : undefined;
};

/** Looks at a record, and wants it to be another, or to be gone, unless somebody else was faster. */
export const toReplace = async (
  clerk: Clerk,
  kind: Intent['kind'],
  { get, put }: { get: Route; put: Route },
  { params, body }: { params?: Record<string, string>; body?: object },
): Promise<Intent | undefined> => {
  const { system, turns, ref, thinks } = clerk;
  const request = { ...callerOf(clerk), ...(params && { params }) };
  const seen = await look(clerk, get, request);
  if (!seen) return undefined;
  await turns.rest(thinks);
  const headers = { 'if-match': String(seen.headers['etag']) };
  return {
    kind,
    ref,
    handler: system.agency,
    route: put,
    request: { ...request, headers, ...(body && { body }) },
  };
};

const toCorrect: Act = async (clerk) => {
  const { system, random, ref } = clerk;
  const params = { accountId: ref.account, invoiceId: random.pick(system.invoicesOf(ref)) };
  if (random.chance(0.3)) {
    const request = { ...callerOf(clerk), params };
    return { kind: 'bill', ref, handler: system.agency, route: invoiceRoutes.voidInvoice, request };
  }
  const routes = { get: invoiceRoutes.getAgencyInvoice, put: invoiceRoutes.putInvoice };
  return await toReplace(clerk, 'bill', routes, {
    params,
    body: billBody('corrected', random.pick([35, 40])),
  });
};

/** The name says whose change it was. Sales stop and go on, and so does paying with credits. */
const toSet: Act = async (clerk) => {
  const { random, ref, person, key } = clerk;
  const body = settingsBody(ref.agency, {
    name: `${person} ${key}`,
    creditSales: random.chance(0.7),
    creditPayments: random.chance(0.7),
    lowBalance: random.pick([0, 20, 60]),
  });
  const routes = { get: settingsRoutes.getSettings, put: settingsRoutes.putSettings };
  return await toReplace(clerk, 'settings', routes, { body });
};

export const toPrice: Act = async (clerk) => {
  const { random, person, key } = clerk;
  const prices = [random.pick([20, 30, 45]), random.pick([50, 60, 75]), random.pick([0, 0, 5])] as const;
  const routes = { get: productRoutes.getAgencyProduct, put: productRoutes.putProduct };
  const wanted = { params: { productId: 'kit' }, body: kitBody(`${person} ${key}`, prices) };
  return await toReplace(clerk, 'price', routes, wanted);
};

/** Says how far they have come with an order that holds its credits. */
export const toProgress =
  (orderId: string): Act =>
  async (clerk) => {
    const { system, random, ref } = clerk;
    const body = random.pick([
      { status: 'in_progress' },
      { status: 'done' },
      { status: 'done', credits: random.pick([10, 20]) },
      { status: 'done', credits: random.pick([0, 10, 25]) },
      { status: 'cancelled' },
    ]);
    const request = { ...callerOf(clerk), params: { accountId: ref.account, orderId }, body };
    return { kind: 'order_status', ref, handler: system.agency, route: orderRoutes.setOrderStatus, request };
  };

/** What somebody at an agency does with accounts, invoices, prices and settings. */
export const officeActs: readonly [Act, ...Act[]] = [
  toAdjust,
  toAdjust,
  toSpendForThem,
  toIssue,
  toCorrect,
  toSet,
  toPrice,
];

/** Does what there is to be done, and asks again where there was no answer, sometimes. */
export const act = async (clerk: Clerk, intents: Intent[], what: Act): Promise<Intent | undefined> => {
  const { system, turns, random, ref } = clerk;
  const intent = await what(clerk);
  if (!intent) return undefined;
  intents.push(intent);
  await press(turns, random, intent);
  const id = idIn(intent);
  if (intent.kind === 'issue' && id !== undefined) system.addInvoice(ref, id);
  return intent;
};

/** Two days of somebody at an agency. */
export const manage = async (
  world: World,
  person: string,
  refs: readonly [AccountRef, ...AccountRef[]],
  intents: Intent[],
  whatThereIs: readonly [Act, ...Act[]],
): Promise<void> => {
  const { turns, random } = world;
  for (let step = 0; step < 8; step += 1) {
    await turns.rest(random.below(12 * HOUR_MS));
    const thinks = random.pick([0, HOUR_MS, 12 * HOUR_MS]);
    const clerk = { ...world, person, ref: random.pick(refs), key: `${person}-${step}`, thinks };
    await act(clerk, intents, random.pick(whatThereIs));
  }
};
