import type { AgencyId } from '../../shared/kernel/ids.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { isRetryable } from '../../shared/kernel/retryable.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { TakeFact, Taken } from '../../shared/payments/take-fact.ts';
import type { Reconciliation } from '../../shared/table/items/reconciliation.ts';
import type { Table } from '../../shared/table/table.ts';
import { flag } from './report.ts';

/** Facts settled at one time: enough to hide the round trips, few enough to leave the table to its customers. */
const MAX_PARALLEL_FACTS = 20;

/** Settles a page of facts, and counts into the report what they healed and what does not fit. */
export const takePage = async (
  { table, now, takeFact }: { table: Table; now: () => number; takeFact: TakeFact },
  before: Reconciliation,
  provider: Provider,
  facts: readonly PaymentFact[],
): Promise<Result<Reconciliation, { code: 'busy' }>> => {
  let report = before;
  for (let first = 0; first < facts.length; first += MAX_PARALLEL_FACTS) {
    const chains = byAccount(facts.slice(first, first + MAX_PARALLEL_FACTS));
    const settled = await Promise.all(
      chains.map((chain) => takeInTurn(takeFact, report.agency, provider, chain)),
    );
    const taken = settled.flat();
    if (taken.includes('busy')) return { ok: false, error: { code: 'busy' } };
    for (const one of taken) {
      if (one === 'busy') continue;
      if ('issue' in one) {
        report = await flag(table, report, { code: 'skipped', ...one, at: instant(now()) });
        continue;
      }
      const { outcome, receipt } = one;
      report = counted(report, outcome === 'moved');
      if (receipt?.flag)
        report = await flag(table, report, {
          code: receipt.flag,
          paymentId: receipt.paymentId,
          at: instant(now()),
        });
    }
  }
  if (report.healed > before.healed) count('PaymentsHealed', report.healed - before.healed);
  return ok(report);
};

const counted = (report: Reconciliation, isHealed: boolean): Reconciliation => ({
  ...report,
  seen: report.seen + 1,
  healed: report.healed + (isHealed ? 1 : 0),
});

/** Facts of one account would only conflict with each other. */
const byAccount = (facts: readonly PaymentFact[]): PaymentFact[][] => {
  const chains = Map.groupBy(facts, (fact) => {
    const account = 'account' in fact ? fact.account : undefined;
    return account ?? ('paymentId' in fact ? fact.paymentId : fact.checkoutId);
  });
  return [...chains.values()];
};

const takeInTurn = async (
  takeFact: TakeFact,
  agency: AgencyId,
  provider: Provider,
  chain: readonly PaymentFact[],
): Promise<(Taken | Failed | 'busy')[]> => {
  const taken: (Taken | Failed | 'busy')[] = [];
  for (const fact of chain) taken.push(await take(takeFact, agency, provider, fact));
  return taken;
};

/** What a fact is about that could not be taken, and why. */
type Failed = { paymentId?: string; objectId?: string; issue: string };

/** A fact that can't be settled is flagged and does not block the others: the next pass reads it again. */
const take = async (
  takeFact: TakeFact,
  agency: AgencyId,
  provider: Provider,
  fact: PaymentFact,
): Promise<Taken | Failed | 'busy'> => {
  const about = 'paymentId' in fact ? { paymentId: fact.paymentId } : { objectId: fact.checkoutId };
  try {
    const taken = await takeFact(agency, provider, fact);
    if (taken.ok) return taken.value;
    if (taken.error.code === 'busy') return 'busy';
    count('ReconciliationFailures');
    return { ...about, issue: taken.error.code };
  } catch (error) {
    if (isRetryable(error)) return 'busy';
    log.error('fact not settled', { agency, provider, type: fact.type, ...about, error });
    count('ReconciliationFailures');
    return { ...about, issue: 'failed' };
  }
};
