import { auditCursor } from '../../shared/table/items/audit-cursor.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { expect, test, vi } from 'vitest';
import { reconcile } from '../../functions/reconciler/reconcile.ts';
import { reconcileAll } from '../support/in-process.ts';
import { flag, newReport } from '../../functions/reconciler/report.ts';
import type { BooksOf } from '../../functions/reconciler/sources.ts';
import { everyAgency } from '../../shared/agency/agencies.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { reconcilerKey } from '../../shared/table/keys.ts';
import { booksOf } from '../support/books.ts';
import { accountOfOpenAgency, give, openTestLedger, readAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

vi.mock('../../shared/kernel/metrics.ts');
// The agencies of other tests lie in the same table, with troubles of their own.
vi.mock('../../shared/agency/agencies.ts');

const AT = '2026-03-01T00:00:00.000Z';
const ledger = openTestLedger();
const run = { ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 };

test('every agency is reconciled, and the failure of one is counted and does not stop the others', async () => {
  const broken = await accountOfOpenAgency(ledger);
  const closed = await accountOfOpenAgency(ledger);
  const sound = await accountOfOpenAgency(ledger);
  vi.mocked(everyAgency).mockResolvedValue([broken.agency, closed.agency, sound.agency]);
  const { books } = booksOf([paidFact(await openCheckout(ledger, sound))]);
  const refusing = booksOf([]);
  refusing.state.failing = { code: 'provider_refused', status: 401 };
  await reconcileAll(
    run,
    async (agency, provider) => {
      if (provider !== 'stripe') return undefined;
      if (agency === broken.agency) throw new Error('the secret is no JSON');
      if (agency === closed.agency) return refusing.books;
      return agency === sound.agency ? books : undefined;
    },
    'nightly',
  );
  expect(await readAccount(ledger, sound)).toMatchObject({ balance: 110 });
  const failures = vi.mocked(count).mock.calls.filter(([name]) => name === 'ReconciliationFailures');
  expect(failures).toHaveLength(2);
  expect(count).toHaveBeenCalledWith('PaymentsHealed', 1);
  expect(count).toHaveBeenCalledWith('ReconcilerRuns');
  // What could not be looked up is not withdrawn.
  expect(await connectionsOf(broken.agency)).toEqual(['stripe']);
  expect(await connectionsOf(sound.agency)).toEqual(['stripe']);
});

const connectionsOf = async (agency: string) =>
  (await readOne(ledger.table, settingsKey(agency), settingsItem))?.connected;

const takesNothing: BooksOf = async () => undefined;

test('a night in which every ledger was audited is counted, and a day is not', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  vi.mocked(everyAgency).mockResolvedValue([agency]);
  await reconcileAll(run, takesNothing, 'recent');
  expect(count).not.toHaveBeenCalledWith('AuditRuns');
  await reconcileAll(run, takesNothing, 'nightly');
  expect(count).toHaveBeenCalledWith('AuditRuns');
});

test('the audit alone asks no provider: after a restore nothing must be settled before it', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  vi.mocked(everyAgency).mockResolvedValue([agency]);
  const sources = vi.fn<BooksOf>(takesNothing);
  await reconcileAll(run, sources, 'audit');
  expect(sources).not.toHaveBeenCalled();
  expect(count).toHaveBeenCalledWith('AuditRuns');
});

test('a night with a failed audit is not counted', async () => {
  const ref = await accountOfOpenAgency(ledger);
  vi.mocked(everyAgency).mockResolvedValue([ref.agency]);
  await give(ledger, ref, 10);
  await putGuarded(ledger.table, {
    key: reconcilerKey(ref.agency, 'audit'),
    schema: auditCursor,
    item: { round: 1 },
    version: 0,
  });
  await reconcileAll(run, takesNothing, 'nightly');
  expect(count).toHaveBeenCalledWith('ReconciliationFailures');
  expect(count).not.toHaveBeenCalledWith('AuditRuns');
});

test('a night too short to start every ledger is not counted', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  vi.mocked(everyAgency).mockResolvedValue([agency]);
  await reconcileAll({ ...run, timeLeft: () => 89_000 }, takesNothing, 'nightly');
  expect(count).toHaveBeenCalledWith('ReconcilerRuns');
  expect(count).not.toHaveBeenCalledWith('AuditRuns');
});

test('a turn that fails altogether is counted, and no night in which a ledger had none is', async () => {
  const [broken, sound] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  vi.mocked(everyAgency).mockResolvedValue([broken.agency, sound.agency]);
  const turns: string[] = [];
  const take = async (agency: string) => {
    turns.push(agency);
    if (agency === broken.agency) throw new Error('the invocation was cut off');
    return { isCut: false, isAudited: true };
  };
  await reconcile(run, take, { pass: 'nightly' });
  expect(turns).toEqual([broken.agency, sound.agency]);
  expect(vi.mocked(count).mock.calls).toEqual([['ReconciliationFailures'], ['ReconcilerRuns']]);
});

test('audit findings are counted apart from mismatches with a provider', async () => {
  const { agency, account } = await accountOfOpenAgency(ledger);
  const ledgers = newReport({ agency, provider: 'ledger', pass: 'nightly', from: AT, to: AT }, 0);
  const found = { code: 'ledger_differs' as const, account, at: AT };
  await flag(ledger.table, await flag(ledger.table, ledgers, found), found);
  expect(vi.mocked(count).mock.calls).toEqual([['AuditFindings']]);
  const books = newReport({ agency, provider: 'stripe', pass: 'recent', from: AT, to: AT }, 1);
  await flag(ledger.table, books, { code: 'payment_missing', paymentId: 'pi_1', at: AT });
  expect(vi.mocked(count).mock.calls).toEqual([['AuditFindings'], ['ReconciliationMismatches']]);
});
