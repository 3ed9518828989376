import { expect, test } from 'vitest';
import { adjust } from '../../shared/account/on-behalf.ts';
import { spend } from '../../shared/account/spend.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { customerOf as holderOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { AccountMergedError } from '../../shared/ledger/account-merged-error.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { buy } from '../../shared/store/buy.ts';
import { payInvoice } from '../../shared/store/pay-invoice.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { putInvoice } from '../support/bills.ts';
import { buyerAt, idOf, ownedBy } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { decided, decisionBy, putRequest } from '../support/credit-requests.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  giveLots,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const HOUR_MS = 3_600_000;

const begun = async () => {
  const old = await accountOfOpenAgency(ledger, { transfers: { promo: true } });
  const [heir, third] = [
    { ...old, account: 'heir' },
    { ...old, account: 'third' },
  ];
  for (const ref of [old, heir, third])
    await move(ledger, ref, {
      type: 'credit',
      kind: 'adjustment',
      reference: 'own',
      amount: 1000,
      class: 'paid',
    });
  return { old, heir, third, who: { agency: old.agency, actor: 'admin' } };
};

const findings = async (...refs: AccountRef[]) => {
  const later = { ...ledger, now: () => Date.now() + HOUR_MS };
  const all = await Promise.all(refs.map((ref) => auditLedger(later, ref, () => true)));
  return all.flatMap((one): unknown[] => (one.ok ? one.value.findings : [one.error]));
};

const balances = async (...refs: AccountRef[]): Promise<number> =>
  (await Promise.all(refs.map((ref) => readAccount(ledger, ref)))).reduce(
    (sum, { balance }) => sum + balance,
    0,
  );

/** What an action did: credits that it added or took; nothing where it was refused because of the merge. */
const moved = async (credits: number, act: () => Promise<{ ok: boolean }>): Promise<number> => {
  try {
    return (await act()).ok ? credits : 0;
  } catch (error) {
    if (error instanceof AccountMergedError) return 0;
    throw error;
  }
};

test('of 32 actions on an account at the moment of its merge each happens once or not at all, and no credit is lost', async () => {
  const { old, heir, third, who } = await begun();
  await putMeter(ledger, meterOf(old.agency));
  await putProduct(ledger, someProduct(old.agency));
  const checkouts = [await openCheckout(ledger, old), await openCheckout(ledger, old)];
  const request = await putRequest(ledger, old, { steps: [{ name: 'review' }] });
  const invoice = await putInvoice(ledger, old);
  const quote = idOf(await buyerAt(ledger, old).quote());
  const payer = (ref: AccountRef) => ({ ...ref, spender: undefined });
  const spending = (ref: AccountRef, key: string) => () =>
    spend(ledger, {
      name: 'spend',
      payer: payer(ref),
      idempotencyKey: key,
      input: { amount: 3, reference: 'o' },
    });
  const takeFact = takeFactsInto(ledger);
  const many = <One>(count: number, make: (place: number) => One) =>
    Array.from({ length: count }, (_, place) => make(place));

  const actions = [
    ...many(7, (place) => moved(-3, spending(old, `old-${place}`))),
    ...many(6, (place) => moved(-3, spending(heir, `heir-${place}`))),
    ...many(3, (place) =>
      moved(5, () =>
        adjust(
          ledger,
          who,
          old.account,
          { type: 'in', amount: 5, reason: 'r', class: 'promo' },
          `a-${place}`,
        ),
      ),
    ),
    ...many(3, (place) =>
      moved(0, () =>
        sendCredits(
          ledger,
          customerOf(payer(third)),
          { to: { account: old.account }, amount: 2 },
          `t-${place}`,
        ),
      ),
    ),
    ...many(2, (place) =>
      moved(-3, async () => ({
        ok: (await charge(ledger, old, [eventOf(`e-${place}`, { quantity: 7 })])).charged === 1,
      })),
    ),
    ...checkouts.flatMap((checkout) => [
      moved(110, () => takeFact(old.agency, 'stripe', paidFact(checkout))),
    ]),
    ...checkouts.map((checkout) => moved(0, () => takeFact(old.agency, 'stripe', paidFact(checkout)))),
    moved(100, async () => {
      await decided(ledger, request, decisionBy('ann', 0));
      return { ok: true };
    }),
    moved(-40, () => payInvoice(ledger, payer(old), invoice.id, 40)),
    moved(-30, () => buy(ledger, payer(old), quote)),
    ...many(4, () => moved(0, () => mergeAccounts(ledger, who, old.account, 'heir'))),
  ];
  expect(actions).toHaveLength(32);
  const sum = (await Promise.all(actions)).reduce((all, one) => all + one, 0);

  expect(await mergeAccounts(ledger, who, old.account, 'heir')).toMatchObject({ ok: true });
  expect(await balances(old, heir, third)).toBe(3000 + sum);
  expect(await readAccount(ledger, old)).toMatchObject({ balance: 0, debt: 0, lots: [], mergedInto: 'heir' });
  const merges = (await entriesOf(ledger, old)).filter(
    ({ reference, kind }) => kind === 'merge' && reference === 'heir',
  );
  expect(merges.length).toBeGreaterThan(0);
  const isBought = (await entriesOf(ledger, old)).some(({ kind }) => kind === 'purchase');
  expect(Object.keys((await ownedBy(ledger, heir)).variants)).toEqual(isBought ? ['standard'] : []);
  expect(await findings(old, heir, third)).toEqual([]);
}, 60_000);

test('of a hold and a merge at one moment one is refused', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const { old, heir, who } = await begun();
    const holding = moved(1, () =>
      makeHold(
        ledger,
        holderOf({ ...old, spender: undefined }),
        { amount: 10, reference: 'job', seconds: 60 },
        'k',
      ),
    );
    const merging = mergeAccounts(ledger, who, old.account, 'heir');
    const [held, merged] = [await holding, await merging];
    const refusal = merged.ok ? undefined : merged.error;
    expect(refusal).toEqual(held === 1 ? { code: 'account_not_mergeable', reasons: ['holds'] } : undefined);
    expect(await balances(old, heir)).toBe(2000);
  }
});

test('of two accounts that merge into each other one merges', async () => {
  const { old, heir, who } = await begun();
  const done = await Promise.all([
    mergeAccounts(ledger, who, old.account, 'heir'),
    mergeAccounts(ledger, who, 'heir', old.account),
  ]);
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  const [refused] = done.flatMap((one) => (one.ok ? [] : [one.error.code]));
  expect(['account_merged', 'account_not_mergeable']).toContain(refused);
  expect(await balances(old, heir)).toBe(2000);
  expect(await findings(old, heir)).toEqual([]);
});

test('an account without room for the lots of the other one refuses them, and nothing moves', async () => {
  const { old, heir, who } = await begun();
  await giveLots(ledger, heir, 399);
  await giveLots(ledger, old, 1);
  expect(await mergeAccounts(ledger, who, old.account, 'heir')).toEqual({
    ok: false,
    error: { code: 'lot_limit' },
  });
  expect(await readAccount(ledger, old)).toMatchObject({ balance: 1001 });
  expect(await readAccount(ledger, heir)).toMatchObject({ balance: 1000 + 399 });
  expect(await entriesOf(ledger, old)).toHaveLength(2);
}, 30_000);
