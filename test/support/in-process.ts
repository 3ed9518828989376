import { reconcile } from '../../functions/reconciler/reconcile.ts';
import { reconcileAgency, type Wanted } from '../../functions/reconciler/reconcile-agency.ts';
import type { Run } from '../../functions/reconciler/pass.ts';
import type { BooksOf } from '../../functions/reconciler/sources.ts';

/** Reconciles every agency as the schedule does, each turn in this process. */
export const reconcileAll = (run: Run, booksOf: BooksOf, pass: Wanted['pass']): Promise<void> =>
  reconcile(run, (agency) => reconcileAgency(run, booksOf, agency, { pass }), { pass });
