import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { backfillFigures } from '../../shared/agency/backfill-figures.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import { type Ledger, openLedger } from '../../shared/ledger/ledger.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, move, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** A page of the audit's accounts, and what each of them has. */
const ACCOUNTS = 24;
const ENTRIES = 40;

/** Far from the end of a month: the first audit after it closes the month too. */
const START = Date.parse('2026-03-10T09:00:00.000Z');

const after = (ledger: Ledger, hours: number): Ledger => ({ ...ledger, now: () => START + hours * HOUR_MS });

/** What a night's audit costs in round trips and request units, as the engine counts them. */
export const auditCosts = async (): Promise<Figure[]> => {
  const ledger = after(openLedger(), 0);
  const metered = openLedger();
  const { during } = meter(metered);
  const { agency } = await accountOfOpenAgency(ledger);
  const refs = Array.from({ length: ACCOUNTS }, (_, index) => ({
    agency,
    account: `customer-${index + 10}`,
  }));
  // As the table's stream has it counted.
  const counted = async (ref: (typeof refs)[number]) => {
    const account = await readAccount(ledger, ref);
    await countAccounts(ledger, agency, [account]);
    await backfillFigures(ledger, account);
  };
  const credit = { kind: 'adjustment', reference: 'gift', amount: 1000, class: 'paid' } as const;
  for (const ref of refs) {
    await move(
      ledger,
      ref,
      { type: 'credit', ...credit },
      ...Array.from({ length: ENTRIES }, () => debitOf(1)),
    );
    await counted(ref);
  }
  const audit = (hours: number) => {
    const later = after(metered, hours);
    const run = { ledger: later, takeFact: takeFactsInto(later), timeLeft: () => 900_000 };
    return during(() => auditAccounts(run, agency));
  };
  // It begins with a whole round.
  const whole = await audit(1);
  const atRest = await audit(2);
  for (const ref of refs.slice(0, 1)) {
    await move(after(ledger, 2), ref, debitOf(1));
    await counted(ref);
  }
  const changed = await audit(3);
  return [
    costFigure('audit 24 accounts whole', whole, { roundTrips: 400, writeUnits: 40 }),
    costFigure('audit 24 accounts at rest', atRest, { roundTrips: 16, writeUnits: 6 }),
    costFigure('audit 24 accounts, one with a new spend', changed, { roundTrips: 20, writeUnits: 7 }),
  ];
};
