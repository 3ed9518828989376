import { expect, onTestFinished, test } from 'vitest';
import { listed } from '../../shared/http/page.ts';
import { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { libraryItemView } from '../../shared/http/routes/store/library.ts';
import { productRoutes } from '../../shared/http/routes/agency/products.ts';
import { customerWith } from '../support/customer.ts';
import { callApi, type HttpRequest } from '../support/http.ts';
import { csvRows } from '../support/promo-codes.ts';
import { temporaryDirectory } from '../support/stack.ts';
import { freePorts, nothingLeft, startProcess } from '../support/started.ts';

const EACH = 16;
const ROUNDS = 3;
const PRICE = 7;
const GIFT = 10;
const CREDITS = 5000;

/** Something that is asked for once, and again after the kill, under the same key. */
type Wish = { key: string; ask: (customer: Customer) => Promise<{ status: number; body: unknown }> };
type Customer = ReturnType<typeof customerWith>;
type Admin = ReturnType<typeof adminWith>;

const adminWith =
  (api: string, token: string) =>
  (route: Route, request: HttpRequest = {}) =>
    callApi(api, route, { token, ...request });

const times = <Value>(count: number, work: (turn: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, turn) => work(turn)));

const headersOf = (key: string) => ({ 'idempotency-key': key });

/** A product with a variant for each wish, all of them quoted. */
const purchases = async (admin: Admin, customer: Customer): Promise<Wish[]> => {
  const ids = Array.from({ length: (EACH * ROUNDS) / 4 }, (_, turn) => `variant-${turn}`);
  for (const productId of ['shelf-0', 'shelf-1', 'shelf-2', 'shelf-3'])
    await admin(productRoutes.putProduct, {
      params: { productId },
      body: {
        name: 'Shelf',
        onSale: true,
        promotions: [],
        variants: ids.map((id) => ({ id, name: id, price: PRICE })),
      },
    });
  return await times(EACH * ROUNDS, async (turn) => {
    const { id: quoteId } = await customer.quote(`shelf-${turn % 4}`, `variant-${Math.floor(turn / 4)}`);
    const key = `purchase-${turn}`;
    const ask: Wish['ask'] = ({ call }) =>
      call(storeRoutes.createPurchase, { headers: headersOf(key), body: { quoteId } });
    return { key, ask };
  });
};

/** A code for each wish, all of one account. */
const redemptions = async (admin: Admin): Promise<Wish[]> => {
  const count = EACH * ROUNDS;
  const { body } = await admin(agencyRoutes.createPromoCodes, {
    headers: headersOf('codes'),
    body: { name: 'Spring', credits: GIFT, codes: count, usesPerAccount: count },
  });
  return csvRows(String(body)).map(([code = ''], turn) => {
    const key = `redemption-${turn}`;
    const ask: Wish['ask'] = ({ call }) =>
      call(storeRoutes.createRedemption, { headers: headersOf(key), body: { code } });
    return { key, ask };
  });
};

const ownedBy = async ({ call }: Customer): Promise<number> => {
  const { items } = listed(libraryItemView).parse((await call(storeRoutes.listLibrary)).body);
  return items.flatMap(({ variants }) => variants).length;
};

test('purchases and redemptions survive a kill -9, once each', async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const base = await freePorts();
  const first = await startProcess(base, directory);
  const before = customerWith(first.api, first.tokens.client);
  const credits = await before.buy(CREDITS);
  const admin = adminWith(first.api, first.tokens.admin);
  const [buys, gifts] = [await purchases(admin, before), await redemptions(admin)];

  const answered: Wish[] = [];
  const underWay = Promise.withResolvers<void>();
  const workOff = async (wishes: Wish[]): Promise<void> => {
    for (const wish of wishes) {
      const answer = await wish.ask(before).catch(() => undefined);
      if (answer === undefined) return;
      if (answer.status === 201) answered.push(wish);
      if (answered.length > EACH) underWay.resolve();
    }
  };
  const load = times(EACH, async (lane) => {
    const mine = (wishes: Wish[]) => wishes.filter((_, turn) => turn % EACH === lane);
    await Promise.all([workOff(mine(buys)), workOff(mine(gifts))]);
  });
  await underWay.promise;
  await first.end('SIGKILL');
  await load;
  await nothingLeft(base, directory);
  expect(answered.length).toBeLessThan(buys.length + gifts.length);

  const second = await startProcess(base, directory);
  const after = customerWith(second.api, first.tokens.client);
  const stood = async () => {
    const entries = await after.entries();
    const bought = entries.filter(({ kind }) => kind === 'purchase');
    const redeemed = entries.filter(({ kind }) => kind === 'redemption').length;
    expect(new Set(bought.map(({ reference }) => reference)).size).toBe(bought.length);
    expect(await ownedBy(after)).toBe(bought.length);
    expect(await after.balance()).toBe(credits + redeemed * GIFT - bought.length * PRICE);
    return { bought: bought.length, redeemed };
  };
  const survived = await stood();
  expect(survived.bought).toBeGreaterThanOrEqual(answered.filter((wish) => buys.includes(wish)).length);
  expect(survived.redeemed).toBeGreaterThanOrEqual(answered.filter((wish) => gifts.includes(wish)).length);
  // Whoever was answered is answered alike under the same key, and moves nothing.
  for (const { ask } of answered) expect(await ask(after)).toMatchObject({ status: 201 });
  expect(await stood()).toEqual(survived);

  // Whoever was not answered asks again, and all of it is done once.
  for (const { ask } of [...buys, ...gifts]) expect(await ask(after)).toMatchObject({ status: 201 });
  expect(await stood()).toEqual({ bought: buys.length, redeemed: gifts.length });
  const audit = await adminWith(second.api, second.tokens.admin)(accountRoutes.auditAccount, {
    params: { accountId: 'alice' },
  });
  expect(audit.body).toMatchObject({ complete: true, agrees: true, findings: [] });

  expect(await second.end('SIGINT')).toBe(0);
  await nothingLeft(base, directory);
});
