import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { replaceDamagedLiability } from '../../shared/agency/replace-liability.ts';
import { liabilityItem } from '../../shared/table/items/liability.ts';
import { countedKey, liabilityKey, type Key } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { accountOfOpenAgency, give, leaveInDebt, openTestLedger, readAccount } from '../support/ledger.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

const auditAt = (now: number, agency: string) => {
  const ledger = openTestLedger({ now: () => now });
  return auditAccounts({ ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 }, agency);
};

const ledger = openTestLedger();
const liabilityOf = (agency: string) => readOne(ledger.table, liabilityKey(agency), liabilityItem);

test('movements missing from the stream are counted by the nightly audit, over all pages', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  for (let index = 0; index < 30; index += 1)
    await give(ledger, { agency, account: `customer-${index}` }, 10);
  expect(await liabilityOf(agency)).toBeUndefined();
  await auditAt(Date.now() + HOUR_MS, agency);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 300, accounts: 30 });
  await auditAt(Date.now() + 2 * HOUR_MS, agency);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 300, accounts: 30 });
});

test('a recent movement, which the stream may still be bringing, is counted once', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 10);
  await auditAt(Date.now(), ref.agency);
  await countAccounts(ledger, ref.agency, [await readAccount(ledger, ref)]);
  expect(await liabilityOf(ref.agency)).toMatchObject({ paid: 10, accounts: 1 });
});

test('a wrong total that is deleted is rebuilt exactly by the next audit', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const owing = { ...ref, account: 'owing' };
  await give(ledger, ref, 10);
  await leaveInDebt(ledger, owing, 4);
  await auditAt(Date.now() + HOUR_MS, ref.agency);
  const right = { paid: 10, promo: 0, debt: 4, accounts: 2 };
  expect(await liabilityOf(ref.agency)).toMatchObject(right);

  const at = { TableName: ledger.table.name, Key: liabilityKey(ref.agency) };
  await ledger.table.client.send(new DeleteCommand(at));
  // Late news of before, and of what was counted already.
  const old = await readAccount(ledger, ref);
  await give(ledger, ref, 5);
  await countAccounts(ledger, ref.agency, [await readAccount(ledger, ref)]);
  await countAccounts(ledger, ref.agency, [old]);
  expect(await liabilityOf(ref.agency)).toMatchObject({ paid: 15, debt: 0, accounts: 1 });
  await auditAt(Date.now() + 2 * HOUR_MS, ref.agency);
  await auditAt(Date.now() + 3 * HOUR_MS, ref.agency);
  expect(await liabilityOf(ref.agency)).toMatchObject({ ...right, paid: 15 });
});

const damage = (key: Key) =>
  ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: key,
      UpdateExpression: 'SET paid = :paid',
      ExpressionAttributeValues: { ':paid': 'much' },
    }),
  );

test('an unreadable total is rebuilt by the next audit, over all pages', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  for (let index = 0; index < 30; index += 1)
    await give(ledger, { agency, account: `customer-${index}` }, 10);
  await auditAt(Date.now() + HOUR_MS, agency);
  await damage(liabilityKey(agency));
  expect(await auditAt(Date.now() + 2 * HOUR_MS, agency)).toMatchObject({ status: 'complete', seen: 30 });
  expect(await liabilityOf(agency)).toMatchObject({ paid: 300, accounts: 30 });
});

test('if the counted state of an account is unreadable, the following audit at the latest counts every account again', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  for (let index = 100; index < 130; index += 1)
    await give(ledger, { agency, account: `customer-${index}` }, 10);
  await auditAt(Date.now() + HOUR_MS, agency);
  await damage(countedKey({ agency, account: 'customer-129' }));
  await auditAt(Date.now() + 2 * HOUR_MS, agency);
  await auditAt(Date.now() + 3 * HOUR_MS, agency);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 300, accounts: 30 });
});

test('a total reset during a count loses no account for good', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const refs = Array.from({ length: 16 }, (_, index) => ({ agency, account: `customer-${index}` }));
  for (const ref of refs) await give(ledger, ref, 10);
  const accounts = await Promise.all(refs.map((ref) => readAccount(ledger, ref)));
  await countAccounts(ledger, agency, accounts);
  await damage(liabilityKey(agency));
  await Promise.allSettled([
    ...Array.from({ length: 4 }, () => replaceDamagedLiability(ledger, agency, refs)),
    ...accounts.map((account) => countAccounts(ledger, agency, [account])),
  ]);
  await auditAt(Date.now() + HOUR_MS, agency);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 160, accounts: 16 });
});
