import { putAllowance } from '../../shared/allowances/allowance.ts';
import { agencyAllowanceRoutes } from '../../shared/http/routes/agency/allowances.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef, AgencyId } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AllowanceSchedule, AllowanceTerms } from '../../shared/table/items/allowance.ts';
import { type Act, callerOf, toReplace } from './office.ts';

type Terms = AllowanceSchedule & AllowanceTerms;

/** What every agency gives: one with roll-over, one that expires after days, and one that lasts. */
export const ALLOWANCES: Record<'daily' | 'weekly' | 'monthly', Terms> = {
  daily: {
    name: 'Daily',
    every: 'day',
    startsOn: '2026-02-27',
    amount: 8,
    expiry: 'period_end',
    rollOverUpTo: 12,
  },
  weekly: {
    name: 'Weekly',
    every: 'week',
    startsOn: '2026-02-25',
    amount: 20,
    onlyFor: { meters: ['calls'] },
    expiry: 'days',
    expiryDays: 3,
  },
  monthly: {
    name: 'Monthly',
    every: 'month',
    startsOn: '2026-01-03',
    amount: 30,
    class: 'paid',
    expiry: 'never',
  },
};

const IDS = ['daily', 'weekly', 'monthly'] as const;

export const openAllowances = async (ledger: Ledger, agency: AgencyId): Promise<void> => {
  for (const id of IDS) {
    const put = await putAllowance(ledger, { agency, actor: 'admin' }, id, ALLOWANCES[id], {});
    if (!put.ok) throw new Error(put.error.code);
  }
};

/** Who gives allowances from the next period on, and who gives the running one, too: the log says whose change it was. */
export const GIVERS = { alma: 'next', kurt: 'current' } as const;

export type Giver = keyof typeof GIVERS;

const toJoin =
  (giver: Giver, everybody: readonly AccountRef[]): Act =>
  async (clerk) => {
    const { system, random, ref } = clerk;
    const accounts = (random.chance(0.3) ? everybody : [ref]).map(({ account }) => account);
    return {
      kind: 'allowance_account',
      ref,
      handler: system.agency,
      route: agencyAllowanceRoutes.addAllowanceAccounts,
      request: {
        ...callerOf(clerk),
        params: { allowanceId: random.pick(IDS) },
        body: { accounts, firstPeriod: GIVERS[giver], create: true },
      },
    };
  };

const toLeave: Act = async (clerk) => {
  const { system, random, ref } = clerk;
  return {
    kind: 'allowance_account',
    ref,
    handler: system.agency,
    route: agencyAllowanceRoutes.removeAllowanceAccount,
    request: { ...callerOf(clerk), params: { allowanceId: random.pick(IDS), accountId: ref.account } },
  };
};

/** From the next period on there is more, or less, or none for a while, or soon none any more. */
const toChange: Act = async (clerk) => {
  const { turns, random } = clerk;
  const allowanceId = random.pick(IDS);
  const terms = ALLOWANCES[allowanceId];
  const endsOn = instant(turns.now + random.pick([1, 2]) * DAY_MS).slice(0, '2026-01-31'.length);
  const body = {
    ...terms,
    ...random.pick<Partial<Terms>>([
      {},
      { amount: terms.amount + 5 },
      { paused: true },
      ...(random.chance(0.3) ? [{ endsOn }] : []),
    ]),
  };
  const routes = { get: agencyAllowanceRoutes.getAllowance, put: agencyAllowanceRoutes.putAllowance };
  return await toReplace(clerk, 'allowance', routes, { params: { allowanceId }, body });
};

/** Where there is one under the id already, nothing is made. */
const toMake: Act = async (clerk) => {
  const { system, random, ref } = clerk;
  const terms = ALLOWANCES[random.pick(IDS)];
  return {
    kind: 'allowance',
    ref,
    handler: system.agency,
    route: agencyAllowanceRoutes.putAllowance,
    request: {
      ...callerOf(clerk),
      params: { allowanceId: random.pick(IDS) },
      body: { ...terms, amount: terms.amount + 2 },
    },
  };
};

const toDelete: Act = async (clerk) => {
  const routes = { get: agencyAllowanceRoutes.getAllowance, put: agencyAllowanceRoutes.deleteAllowance };
  return await toReplace(clerk, 'deleted_allowance', routes, {
    params: { allowanceId: clerk.random.pick(IDS) },
  });
};

/** What somebody does who looks after allowances: those that are deleted may be made anew. */
export const allowanceActs = (giver: Giver, everybody: readonly AccountRef[]): [Act, ...Act[]] => {
  const joins = toJoin(giver, everybody);
  return [joins, joins, joins, toLeave, toChange, toMake, toMake, toDelete];
};
