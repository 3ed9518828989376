import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { eraseAccount } from '../../shared/privacy/erase-account.ts';
import { exportLines } from '../../shared/privacy/export-lines.ts';
import { bucketNowhere } from '../support/files.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { openOwnTable } from '../support/own-table.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { openCheckout } from '../support/payments.ts';
import { allItemsOf, bucketThatDeletes, moveWithTexts, SECRET } from '../support/personal-data.ts';

/** Two accounts with texts and no credits, before one merges into the other. */
const begun = async (ledger: Ledger) => {
  const old = await accountOfOpenAgency(ledger);
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir]) await moveWithTexts(ledger, ref, ref.account);
  return { old, heir };
};

const merge = async (ledger: Ledger, { agency, account }: AccountRef) =>
  expect(await mergeAccounts(ledger, { agency, actor: 'admin' }, account, 'heir')).toMatchObject({
    ok: true,
  });

const erase = (ledger: Ledger, { agency, account }: AccountRef, timeLeft = () => 60_000) =>
  eraseAccount({ ledger, ...bucketThatDeletes() }, { agency, actor: 'ann' }, account, timeLeft);

const secrets = async (ledger: Ledger) =>
  (await allItemsOf(ledger)).filter((item) => item.includes(SECRET)).length;

test('an erasure erases the accounts that merged into the account, and goes on with all after an end', async () => {
  const ledger = await openOwnTable('merge-erasure');
  const { old, heir } = await begun(ledger);
  await merge(ledger, old);
  expect(await secrets(ledger)).toBeGreaterThan(4);
  let pages = 5;
  await erase(ledger, heir, () => (pages -= 1));
  expect(await secrets(ledger)).toBeGreaterThan(0);
  expect(await erase(ledger, heir)).toMatchObject({
    ok: true,
    value: { account: 'heir', completedAt: expect.any(String) },
  });
  expect(await secrets(ledger)).toBe(0);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('what is open in an account that merged stands in the way of an erasure, and nothing is erased', async () => {
  const ledger = await openOwnTable('merge-erasure-open');
  const { old, heir } = await begun(ledger);
  await openCheckout(ledger, old);
  await merge(ledger, old);
  const before = await secrets(ledger);
  expect(await erase(ledger, heir)).toEqual({
    ok: false,
    error: { code: 'account_not_settled', reasons: ['checkouts'] },
  });
  expect(await secrets(ledger)).toBe(before);
});

test('an export has the history of each account that merged into the account, and says of which', async () => {
  const ledger = await openOwnTable('merge-export');
  const { old, heir } = await begun(ledger);
  await merge(ledger, old);
  const lines = await Array.fromAsync(exportLines({ ledger, bucket: bucketNowhere() }, heir));
  const entries = lines.filter(({ type }) => type === 'entry');
  const ofOld = entries.filter(({ account }) => account === old.account);
  expect(ofOld).toHaveLength((await entriesOf(ledger, old)).length);
  expect(entries).toHaveLength(ofOld.length + (await entriesOf(ledger, heir)).length);
});

test('a merge that meets an erasure on its way is refused, and the other account is as it was', async () => {
  const ledger = openTestLedger();
  const { old, heir } = await begun(ledger);
  const before = await readAccount(ledger, heir);
  const met: unknown[] = [];
  const racing = ledgerWhereMeanwhile(async () =>
    met.push(await mergeAccounts(ledger, { agency: old.agency, actor: 'admin' }, old.account, 'heir')),
  );
  expect(await erase(racing, old)).toMatchObject({ ok: true });
  expect(met).toEqual([{ ok: false, error: { code: 'account_not_mergeable', reasons: ['erasure'] } }]);
  expect(await readAccount(ledger, heir)).toEqual(before);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an erasure that begins while a merge is written erases the texts of the old account, and none of the other one', async () => {
  const ledger = openTestLedger();
  const hasTexts = async (ref: AccountRef) => JSON.stringify(await entriesOf(ledger, ref)).includes(SECRET);
  const { old, heir } = await begun(ledger);
  expect(await hasTexts(old)).toBe(true);
  await merge(
    ledgerWhereMeanwhile(() => erase(ledger, old)),
    old,
  );
  expect(await erase(ledger, old)).toMatchObject({ ok: true });
  expect(await readAccount(ledger, heir)).toMatchObject({ mergedFrom: [old.account] });
  expect(await readAccount(ledger, old)).toMatchObject({ mergedInto: 'heir', balance: 0 });
  expect([await hasTexts(old), await hasTexts(heir)]).toEqual([false, true]);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});
