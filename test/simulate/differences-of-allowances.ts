import * as z from 'zod';
import { addDays, addMonths } from '../../shared/kernel/days.ts';
import { allowanceItem, type Allowance } from '../../shared/table/items/allowance.ts';
import type { Change } from '../../shared/table/items/change.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { same } from './differences-of-things.ts';
import type { History } from './history.ts';

/** When the sweeper began and ended a run that nothing disturbed: instants. */
export type CalmSweep = { began: string; ended: string };

/** Credits of a period, and the day at whose beginning they expire. */
type Portion = { amount: number; until: string | undefined };

/**
 * Each period that began while an account had an allowance came once, by the terms that held as it began: told from the log
 * of changes alone. Only what would have expired before anybody could post it is missing, and its part that had expired.
 */
export const allowancesThatDiffer = (
  { ref, entries }: History,
  changes: readonly Change[],
  sweeps: readonly CalmSweep[],
): string[] => {
  const own = entries.filter(({ kind }) => kind === 'allowance');
  const names = own.map(({ reference }) => reference);
  const terms = changes.filter(isOfTerms);
  const dueAt = (at: string): Period[] =>
    [
      ...Map.groupBy(
        terms.filter((change) => change.at <= at),
        ({ recordId }) => recordId,
      ),
    ].flatMap(([id, versions]) => periodsOf(id, ref.account, versions.map(termsIn), changes, at));
  const isDueAt = (at: string, { name }: Period): boolean => dueAt(at).some((period) => period.name === name);
  return [
    ...same('periods of allowances and those posted', [...new Set(names)], names),
    ...own.flatMap((entry) => {
      const [found = [`${entry.reference} was not due`], ...others] = dueAt(entry.at)
        .filter(({ name }) => name === entry.reference)
        .map((period) => postedAmiss(entry, period));
      return others.some(({ length }) => length === 0) ? [] : found;
    }),
    ...dueAt(sweeps.at(-1)?.began ?? '')
      .filter(({ name }) => !names.includes(name))
      .flatMap((period) =>
        missedAmiss(
          period,
          sweeps.filter(({ ended }) => isDueAt(ended, period)),
        ),
      ),
  ];
};

const isOfTerms = ({ kind }: Change): boolean => kind === 'allowance';

type Version = { since: string; terms: Allowance };

const termsIn = ({ at, after }: Change): Version => ({
  since: at,
  terms: allowanceItem.parse(JSON.parse(after?.json ?? '')),
});

type Period = { name: string; day: string; terms: Allowance; portions: Portion[] };

/** More periods than a scenario has days. */
const MAX_PERIODS = 60;

/** The periods of an allowance that an account is to get until an instant. */
const periodsOf = (
  id: string,
  account: string,
  versions: readonly Version[],
  changes: readonly Change[],
  until: string,
): Period[] => {
  const [first] = versions;
  if (!first) return [];
  const stays = staysOf(id, account, changes);
  const days = Array.from({ length: MAX_PERIODS }, (_, number) => dayOf(first.terms, number));
  return days.flatMap((day) => {
    const begin = beginOf(day);
    return stays.flatMap(({ at, from, to }) => {
      const isDue = from <= day && (to === undefined || begin < to);
      // The period in which the allowance was made is had by the terms of when one joined.
      const fixedAt = begin < first.since ? at : begin;
      const { terms } = versions.findLast(({ since }) => since <= fixedAt) ?? first;
      const isOver = terms.endsOn !== undefined && terms.endsOn < day;
      if (!isDue || begin > until || terms.paused === true || isOver) return [];
      return [{ name: `${id}:${day}`, day, terms, portions: portionsOf(terms, day) }];
    });
  });
};

const dayOf = ({ every, startsOn }: Allowance, number: number): string =>
  every === 'month' ? addMonths(startsOn, number) : addDays(startsOn, number * (every === 'week' ? 7 : 1));

const beginOf = (day: string): string => `${day}T00:00:00.000Z`;

/** When an account joined an allowance, from which day on it had it, and at which instant it left. */
const staysOf = (id: string, account: string, changes: readonly Change[]) => {
  const stays: { at: string; from: string; to?: string }[] = [];
  for (const { kind, recordId, at, before, after } of changes) {
    const change = joinOrLeave.parse(JSON.parse((after ?? before)?.json ?? '{}'));
    if (kind !== 'allowance_account' || recordId !== id || change.account !== account) continue;
    const open = stays.find(({ to }) => to === undefined);
    if (change.firstPeriod !== undefined) stays.push({ at, from: change.firstPeriod });
    else if (open) open.to = at;
  }
  return stays;
};

const joinOrLeave = z.object({ account: z.string().optional(), firstPeriod: z.string().optional() });

/** The credits of a period by when they expire: of those that are drawn last, as many stay as the cap says. */
const portionsOf = (terms: Allowance, day: string): Portion[] => {
  const { every, amount, expiry, expiryDays = 0, rollOverUpTo = 0 } = terms;
  if (expiry === 'never') return [{ amount, until: undefined }];
  if (expiry === 'days') return [{ amount, until: addDays(day, expiryDays) }];
  if (every !== 'day') throw new Error('nobody here knows when others than days end');
  const lasting = Array.from({ length: amount }, (_, drawnBefore) =>
    Math.max(0, Math.ceil((rollOverUpTo - drawnBefore) / amount)),
  );
  return [...Map.groupBy(lasting, (periods) => periods)].map(([periods, some]) => ({
    amount: some.length,
    until: addDays(day, 1 + periods),
  }));
};

const isLiveAt =
  (at: string) =>
  ({ until }: Portion): boolean =>
    until === undefined || beginOf(until) > at;

const postedAmiss = (
  { number, at, type, amount, lots, debt = 0 }: Entry,
  { name, day, terms, portions }: Period,
): string[] => {
  const live = portions.filter(isLiveAt(at));
  const due = live.reduce((sum, portion) => sum + portion.amount, 0);
  const strange = lots.filter(
    (lot) =>
      lot.class !== (terms.class ?? 'promo') ||
      JSON.stringify(lot.onlyFor) !== JSON.stringify(terms.onlyFor) ||
      !live.some(
        ({ amount: most, until }) => lot.amount <= most && lot.expiresAt === (until && beginOf(until)),
      ),
  );
  const kept = lots.reduce((sum, lot) => sum + lot.amount, 0);
  const isRight = type === 'in' && at >= beginOf(day) && amount === due && kept + debt === amount;
  return [
    ...(isRight ? [] : [`entry ${number} brought ${amount} for ${name}, which brings ${due}`]),
    ...strange.map((lot) => `entry ${number} for ${name} brought ${JSON.stringify(lot)}`),
  ];
};

/** A period that a calm run found while credits of it had not expired. */
const missedAmiss = ({ name, day, portions }: Period, sweeps: readonly CalmSweep[]): string[] => {
  const found = sweeps.find(({ began, ended }) => began >= beginOf(day) && portions.some(isLiveAt(ended)));
  return found ? [`${name} was not posted, though the sweeper came at ${found.began}`] : [];
};
