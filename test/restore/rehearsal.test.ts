import { expect, test, vi } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { accountChangesOf } from '../../functions/publisher/account-changes.ts';
import { changeIn } from '../../functions/publisher/change.ts';
import { countChangesInto } from '../../functions/publisher/count-changes.ts';
import { eventsOfWith } from '../../functions/publisher/events-of.ts';
import { runPass } from '../../functions/reconciler/pass.ts';
import { spend } from '../../shared/account/spend.ts';
import { readLiability } from '../../shared/agency/liability.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { verifiedItem } from '../../shared/table/items/audit-cursor.ts';
import { verifiedKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { booksOf } from '../support/books.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, move, readAccount } from '../support/ledger.ts';
import { openOwnTable } from '../support/own-table.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { sourceOf } from '../support/sources.ts';
import { type CutBack, cutBack } from './cut-back.ts';
import { backUp, openStream, restoreInto } from './tables.ts';

/** The steps of the runbook, by their names. The test below goes through them in this order. */
const STEPS = [
  'Stop the stage.',
  'Restore next to the live table.',
  'Correct a few accounts.',
  "Take the live table's name.",
  'Switch on what a restore loses.',
  'Audit everything.',
  'Mend what was cut.',
  'Audit again.',
  'Reconcile with the providers.',
  'Open the stage.',
];

test('the runbook has the steps of this rehearsal', () => {
  const [, section = ''] =
    /^### Restore from a point in time$(.*?)(?=^###? )/ms.exec(`${sourceOf('docs/runbook.md')}\n## `) ?? [];
  expect([...section.matchAll(/^\d+\. \*\*(.+?)\*\*/gm)].map(([, name]) => name)).toEqual(STEPS);
});

const SPENDERS = 4;
const GIFT = 10_000;
const spender = (agency: string, index: number): AccountRef => ({ agency, account: `spender-${index}` });

/** Customers who spend one after the other, each under keys that they remember, until they are stopped. */
const underLoad = (ledger: Ledger, refs: readonly AccountRef[]) => {
  const asked = new Map(refs.map(({ account }) => [account, new Array<string>()]));
  const stopping = new AbortController();
  const work = refs.map(async (ref) => {
    const keys = asked.get(ref.account) ?? [];
    while (!stopping.signal.aborted) {
      const key = `${ref.account}-${keys.length}`;
      keys.push(key);
      await spendOnce(ledger, ref, key);
    }
  });
  const stop = async () => {
    stopping.abort();
    await Promise.all(work);
  };
  return { keysOf: ({ account }: AccountRef): readonly string[] => asked.get(account) ?? [], stop };
};

const spendOnce = async (ledger: Ledger, ref: AccountRef, key: string): Promise<boolean> => {
  const input = { amount: 1, reference: key };
  const done = await spend(ledger, {
    name: 'spend',
    payer: { ...ref, spender: undefined },
    idempotencyKey: key,
    input,
  });
  if (!done.ok) throw new Error(done.error.code);
  return done.value.replayed;
};

const runOn = (ledger: Ledger) => ({ ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 });

const findingsOf = async (ledger: Ledger, ref: AccountRef): Promise<string[]> => {
  const audit = await auditLedger(ledger, ref, () => true);
  if (!audit.ok) throw new Error(audit.error.code);
  return audit.value.findings.map(({ code }) => code);
};

test(
  'a table restored from a backup under load comes back whole: every credit is where it was, and every audit agrees',
  { timeout: 120_000 },
  async () => {
    const live = await openOwnTable('live');
    const { agency } = await accountOfOpenAgency(live);
    const spenders = Array.from({ length: SPENDERS }, (_, index) => spender(agency, index));
    const buyer = { agency, account: 'buyer' };
    for (const ref of [...spenders, buyer])
      await move(live, ref, {
        type: 'credit',
        kind: 'adjustment',
        reference: 'gift',
        amount: GIFT,
        class: 'paid',
      });
    await putProduct(live, someProduct(agency));
    await buyerAt(live, buyer).buy();
    // Paid before the backup, and after it: of the second the backup knows only that it was begun.
    const payer = { agency, account: 'payer' };
    const [known, lost] = [await openCheckout(live, payer), await openCheckout(live, payer)];
    await takeFactsInto(live)(agency, 'stripe', paidFact(known));
    const load = underLoad(live, spenders);
    await vi.waitFor(() => expect(load.keysOf(spender(agency, 0)).length).toBeGreaterThan(5));

    const backup = await backUp(live.table);
    await takeFactsInto(live)(agency, 'stripe', paidFact(lost));

    // 1. Stop the stage.
    await load.stop();

    // 2. Restore next to the live table. 3. More than a few accounts are damaged. 4. The name stays another one here.
    const table = await openOwnTable('restored');
    const restored = (ahead: number): Ledger => {
      let passed = ahead;
      return { ...table, now: () => Date.now() + (passed += 1) };
    };
    await restoreInto(table.table, backup);

    // 5. Switch on what a restore loses. The stream of the restored table begins empty.
    const stream = await openStream(table.table);
    expect(await stream.records()).toEqual([]);

    // 6. Audit everything.
    const since = instant(Date.now() + HOUR_MS);
    const first = await auditAccounts(runOn(restored(HOUR_MS)), agency, { whole: true, since });
    expect(first).toMatchObject({ status: 'complete', seen: SPENDERS + 2 });
    const named = first.mismatches.map(({ account }) => account);

    // 7. Mend what was cut. Only the accounts under load can be.
    const mended: CutBack[] = [];
    for (const ref of spenders) mended.push(await cutBack(restored(HOUR_MS), ref, load.keysOf(ref)));
    expect(mended.some(({ entries, operations }) => entries + operations > 0)).toBe(true);
    expect(named).not.toContain(buyer.account);
    expect(named).not.toContain(payer.account);

    // 8. Audit again.
    const everybody = [...spenders, buyer, payer];
    for (const ref of everybody) expect(await findingsOf(restored(HOUR_MS), ref)).toEqual([]);
    const again = instant(Date.now() + 2 * HOUR_MS);
    const second = await auditAccounts(runOn(restored(2 * HOUR_MS)), agency, { whole: true, since: again });
    expect(second).toMatchObject({ status: 'complete', mismatchCount: 0 });

    // 9. Reconcile with the providers.
    const { books } = booksOf([paidFact(known), paidFact(lost)]);
    const reconciled = { status: 'complete', mismatchCount: 0 };
    const recent = await runPass(runOn(restored(3 * HOUR_MS)), agency, 'stripe', 'recent', books);
    expect(recent).toMatchObject({ ...reconciled, healed: 1 });
    const nightly = restored(DAY_MS);
    const deep = await runPass(runOn(nightly), agency, 'stripe', 'nightly', books);
    expect(deep).toMatchObject({ ...reconciled, healed: 0 });

    // 10. Open the stage. Callers repeat what they asked for under their keys.
    let repeated = 0;
    for (const ref of spenders)
      for (const key of load.keysOf(ref)) if (!(await spendOnce(nightly, ref, key))) repeated += 1;
    expect(repeated).toBeGreaterThan(0);

    // Everybody has what they had in the live table.
    for (const ref of everybody) {
      const [before, after] = [await readAccount(live, ref), await readAccount(nightly, ref)];
      expect([ref.account, after.balance]).toEqual([ref.account, before.balance]);
    }
    expect((await readAccount(nightly, payer)).balance).toBe(220);

    // The stream has what happened since, and nothing of before; events and the liability follow from it.
    const changes = (await stream.records()).flatMap((record) => changeIn(record) ?? []);
    stream.close();
    const moved = changes.filter(({ kind }) => kind === 'account');
    const events = (
      await Promise.all(moved.map(eventsOfWith(accountChangesOf(table.table), async () => undefined)))
    ).flat();
    expect(events.filter(({ type }) => type === 'credits.spent').length).toBeGreaterThanOrEqual(repeated);
    await countChangesInto(nightly)(agency, moved);

    // The verdict: a whole round over all accounts finds nothing, and the agency owes what they hold.
    const last = restored(DAY_MS + 2 * HOUR_MS);
    expect(await auditAccounts(runOn(last), agency, { whole: true })).toMatchObject({
      status: 'complete',
      seen: everybody.length,
      mismatchCount: 0,
    });
    let held = 0;
    for (const ref of everybody) {
      const { entries, balance } = await readAccount(last, ref);
      expect(await findingsOf(last, ref)).toEqual([]);
      expect((await readOne(table.table, verifiedKey(ref), verifiedItem))?.state?.entries).toBe(entries);
      held += balance;
    }
    expect(await readLiability(table.table, agency)).toMatchObject({
      paid: held - 20,
      promo: 20,
      accounts: 6,
    });
  },
);
