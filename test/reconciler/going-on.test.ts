import { expect, test } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { runPass } from '../../functions/reconciler/pass.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { booksOf } from '../support/books.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const runWith = (left: number) => ({ ledger, takeFact: takeFactsInto(ledger), timeLeft: () => left });
const TIMEOUT_MS = 900_000;

test('a resumed report that completes no longer shows why it had stopped', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const { books } = booksOf([]);
  const pass = (left: number) => runPass(runWith(left), agency, 'stripe', 'recent', books);
  const stopped = await pass(0);
  expect(stopped).toMatchObject({ status: 'interrupted', interruption: 'out_of_time' });
  const ended = await pass(TIMEOUT_MS);
  expect(ended).toMatchObject({ id: stopped.id, status: 'complete' });
  expect(ended).not.toHaveProperty('interruption');
});

test('a resumed audit that completes no longer shows why it had stopped', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const stopped = await auditAccounts(runWith(0), agency);
  expect(stopped).toMatchObject({ status: 'interrupted', interruption: 'out_of_time' });
  const ended = await auditAccounts(runWith(TIMEOUT_MS), agency);
  expect(ended).toMatchObject({ id: stopped.id, status: 'complete' });
  expect(ended).not.toHaveProperty('interruption');
});
