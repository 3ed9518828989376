import { expect, test } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { ok } from '../../shared/kernel/result.ts';
import { run } from '../../shared/ledger/run.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { previewUsage } from '../../shared/usage/preview-usage.ts';
import {
  accountOfOpenAgency,
  findingsOf,
  give,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const DAY_MS = 86_400_000;
const who = (agency: string) => ({ agency, actor: 'admin' });

const begun = async () => {
  const old = await accountOfOpenAgency(ledger);
  const heir = { ...old, account: 'heir' };
  await putMeter(ledger, meterOf(old.agency));
  await give(ledger, heir, 1000);
  return { old, heir };
};

/** A credit of six that ends on one day, like many others. */
const small = (place: number, days = 30) =>
  ({
    type: 'credit',
    kind: 'checkout',
    reference: `${place}`,
    amount: 6,
    class: 'paid',
    expiresAt: instant(Math.ceil(Date.now() / DAY_MS + days) * DAY_MS + place),
  }) as const;

test('a full batch of usage on a merged account fits, with lots that merge on their way', async () => {
  const { old, heir } = await begun();
  for (let place = 0; place < 20; place += 1) await move(ledger, heir, small(place, 60));
  const endsAt = instant(Date.now() + DAY_MS / 24);
  await move(ledger, heir, { ...small(99), expiresAt: endsAt });
  // It ends beforehand: its lots come back and merge, while six credits of it have expired.
  await move(ledger, heir, { type: 'hold', hold: 'hold_1', amount: 6 + 12 * 6, endsAt });
  for (let place = 0; place < 31; place += 1) await move(ledger, old, small(place));
  expect(await mergeAccounts(ledger, who(old.agency), old.account, heir.account)).toMatchObject({ ok: true });
  for (let place = 31; place < 42; place += 1) {
    const done = await run(ledger, {
      keys: [accountKey(old)],
      decide: () =>
        ok({
          account: old,
          passesOn: true as const,
          commands: [small(place)],
          conclude: () => ({ outcome: undefined }),
        }),
    });
    expect(done.ok).toBe(true);
  }
  const events = Array.from({ length: 200 }, (_, place) => eventOf(`event-${place}`, { quantity: 7 }));
  const later = { ...ledger, now: () => Date.now() + DAY_MS / 12 };
  expect(await charge(later, old, events)).toMatchObject({ charged: 200, credits: 600 });
  expect(await charge(later, old, events)).toMatchObject({ charged: 0, known: 200 });
  expect((await readAccount(ledger, heir)).balance).toBe(1000 + 62 * 6 - 600);
  expect(await readAccount(ledger, old)).toMatchObject({ balance: 0, debt: 0, lots: [] });
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('usage of a merged account is shown beforehand and charged by what the other one has, and no more', async () => {
  const { old, heir } = await begun();
  await give(ledger, old, 1);
  expect(await mergeAccounts(ledger, who(old.agency), old.account, heir.account)).toMatchObject({ ok: true });
  const events = [eventOf('a', { quantity: 7 * 300 }), eventOf('b', { quantity: 7 * 300 })];
  const shown = await previewUsage(
    ledger,
    old.agency,
    events.map((event) => ({ ...event, account: old.account })),
  );
  expect(shown).toMatchObject({
    ok: true,
    value: [{ credits: 900 }, { credits: 0, refusal: 'insufficient_credits' }],
  });
  expect(await charge(ledger, old, events)).toMatchObject({ charged: 1, credits: 900, refused: 1 });
  expect((await readAccount(ledger, heir)).balance).toBe(101);
});
