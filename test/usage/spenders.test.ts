import { expect, test } from 'vitest';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import { auditBudgets } from '../../shared/audit/audit-budgets.ts';
import { entriesOf, openTestLedger, readAccount } from '../support/ledger.ts';
import { budgetedAccount } from '../support/spending.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

const begun = async () => {
  const account = await budgetedAccount(ledger);
  await putMeter(ledger, meterOf(account.ref.agency, { creditsPer: 1, per: 1 }));
  return {
    ...account,
    reasonOf: async (id: string) => {
      const state = await usageStateOf(ledger.table, account.ref, eventOf(id));
      return state.ok ? state.value.refusal : state.error.code;
    },
  };
};

test('usage counts in the budget of its spender, and beyond it is refused with the limit', async () => {
  const { ref, spender, get, reasonOf } = await begun();
  const id = await spender({ perCall: 50, perDay: 60, perMonth: 200 });
  const events = [
    eventOf('call', { quantity: 51, spender: id }),
    eventOf('fits', { quantity: 50, spender: id }),
    eventOf('day', { quantity: 11, spender: id }),
    eventOf('owner', { quantity: 500 }),
    eventOf('rest', { quantity: 10, spender: id }),
    eventOf('nobody', { quantity: 1, spender: 'spd_none' }),
  ];
  expect(await charge(ledger, ref, events)).toEqual({ charged: 3, credits: 560, refused: 3, known: 0 });
  expect(await Promise.all(events.map((one) => reasonOf(one.id)))).toEqual([
    'budget_per_call',
    undefined,
    'budget_per_day',
    undefined,
    undefined,
    'unknown_spender',
  ]);
  expect(await get(id)).toMatchObject({ day: { spent: 60, left: 0 }, month: { spent: 60 } });
  const spent = (await entriesOf(ledger, ref)).filter((entry) => entry.spender === id);
  expect(spent).toMatchObject([{ amount: 50 }, { amount: 10 }]);
  expect(await auditBudgets(ledger.table, ref, [id])).toEqual([]);
});

test('of usage and spends at the same time, no more is done than the budget allows', async () => {
  const { ref, spender, spend, get } = await begun();
  const id = await spender({ perDay: 64 });
  const [spends, charges] = await Promise.all([
    Promise.all(Array.from({ length: 20 }, () => spend(id, 3))),
    Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        charge(ledger, ref, [eventOf(`event-${place}`, { quantity: 3, spender: id })]),
      ),
    ),
  ]);
  const done =
    spends.filter(({ status }) => status === 201).length +
    charges.reduce((sum, { charged }) => sum + charged, 0);
  expect(done).toBe(21);
  expect(await get(id)).toMatchObject({ day: { spent: 63 } });
  expect((await readAccount(ledger, ref)).balance).toBe(10_000 - 63);
});

test('a spender for some meters only is charged for these', async () => {
  const { ref, spender, reasonOf } = await begun();
  await putMeter(ledger, meterOf(ref.agency, { id: 'frames', creditsPer: 1, per: 1 }));
  const id = await spender({}, { onlyFor: { meters: ['frames'] } });
  await charge(ledger, ref, [
    eventOf('calls', { spender: id }),
    eventOf('frames', { spender: id, meter: 'frames' }),
  ]);
  expect([await reasonOf('calls'), await reasonOf('frames')]).toEqual(['spender_restricted', undefined]);
});
