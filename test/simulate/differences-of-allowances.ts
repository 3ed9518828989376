import * as z from 'zod';
import { addDays, addMonths } from '../../shared/kernel/days.ts';
import { allowanceItem, type Allowance } from '../../shared/table/items/allowance.ts';
import type { Change } from '../../shared/table/items/change.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { GIVERS } from './allowances.ts';
import { same } from './differences-of-things.ts';
import type { History } from './history.ts';

/** When the sweeper began and ended a run that nothing disturbed: instants. */
export type CalmSweep = { began: string; ended: string };

/** Credits of a period, and the day at whose beginning they expire. */
type Portion = { amount: number; until: string | undefined };

/**
 * Each period that began while an account had an allowance came once, by the terms that held as it began: told from the log
 * of changes, and from when each joined and who gave it. Only what would have expired before anybody could post it is missing, and
 * its part that had expired, and what had not come when its allowance was deleted.
 */
export const allowancesThatDiffer = (
  { ref, entries }: History,
  changes: readonly Change[],
  sweeps: readonly CalmSweep[],
): string[] => {
  const own = entries.filter(({ kind }) => kind === 'allowance');
  const names = own.map(({ reference }) => reference);
  const lives = livesOf(changes.filter(({ kind }) => kind === 'allowance'));
  const stays = staysOf(ref.account, changes, lives);
  const dueAt = (at: string): Period[] =>
    stays.filter((stay) => stay.at <= at).flatMap((stay) => periodsOf(stay, at));
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
      .filter(({ name, isGone }) => !isGone && !names.includes(name))
      .flatMap((period) =>
        missedAmiss(
          period,
          sweeps.filter(({ ended }) => isDueAt(ended, period)),
        ),
      ),
  ];
};

/** An allowance from when it was made until it was deleted, by how it was after each change. */
type Life = { id: string; first: Allowance; versions: { since: string; terms: Allowance }[]; until?: string };

const livesOf = (changes: readonly Change[]): Life[] =>
  changes
    .filter(({ before }) => !before)
    .map((made) => {
      const all = changesFrom(made, changes);
      const end = all.find(({ after }) => !after);
      const versions = all.flatMap(({ at, after }) =>
        after ? [{ since: at, terms: allowanceItem.parse(JSON.parse(after.json)) }] : [],
      );
      const [first] = versions;
      if (!first) throw new Error('an allowance was made as nothing');
      return { id: made.recordId, first: first.terms, versions, ...(end && { until: end.at }) };
    });

/** A change and those after it: each goes on from what the one before has left. */
const changesFrom = (change: Change, all: readonly Change[]): Change[] => {
  const { recordId, after } = change;
  const next = after && all.find((one) => one.recordId === recordId && one.before?.json === after.json);
  return [change, ...(next ? changesFrom(next, all) : [])];
};

/** That an account had an allowance: since when, from which day on, and until when. */
type Stay = { life: Life; at: string; from: string; to?: string };

type Period = { name: string; day: string; terms: Allowance; portions: Portion[]; isGone: boolean };

/** More periods than a scenario has days. */
const MAX_PERIODS = 60;

/** The periods of an allowance that an account is to get until an instant. */
const periodsOf = ({ life, at, from, to }: Stay, until: string): Period[] =>
  daysOf(life).flatMap((day) => {
    const begin = beginOf(day);
    const hasIt = from <= day && [to, life.until].every((end) => end === undefined || begin < end);
    // The period in which the allowance was made is had by the terms of when one joined.
    const fixedAt = begin < life.first.createdAt ? at : begin;
    const terms = life.versions.findLast(({ since }) => since <= fixedAt)?.terms ?? life.first;
    const isOver = terms.endsOn !== undefined && terms.endsOn < day;
    if (!hasIt || begin > until || terms.paused === true || isOver) return [];
    const isGone = life.until !== undefined;
    return [{ name: `${life.id}:${day}`, day, terms, portions: portionsOf(terms, day), isGone }];
  });

const daysOf = ({ first: { every, startsOn } }: Life): string[] =>
  Array.from({ length: MAX_PERIODS }, (_, number) =>
    every === 'month' ? addMonths(startsOn, number) : addDays(startsOn, number * (every === 'week' ? 7 : 1)),
  );

const beginOf = (day: string): string => `${day}T00:00:00.000Z`;

const joinOrLeave = z.object({ account: z.string(), since: z.string().optional() });

const staysOf = (account: string, changes: readonly Change[], lives: readonly Life[]): Stay[] => {
  const own = changes.flatMap(({ kind, recordId: id, at, actor, before, after }) => {
    if (kind !== 'allowance_account') return [];
    const change = joinOrLeave.parse(JSON.parse((after ?? before)?.json ?? ''));
    return change.account === account ? [{ id, at, actor, since: before && change.since }] : [];
  });
  return own.flatMap(({ id, at, actor, since }) => {
    const life = lives.findLast((one) => one.id === id && one.first.createdAt <= at);
    if (since !== undefined || !life) return [];
    const left = own.find((one) => one.id === id && one.since === at);
    return [{ life, at, from: fromOf(life, at, actor), ...(left && { to: left.at }) }];
  });
};

/** From which day on one gets an allowance who joins at an instant, by who lets them join. */
const fromOf = (life: Life, at: string, actor: string): string => {
  const days = daysOf(life);
  const next = days.findIndex((day) => beginOf(day) > at);
  const isRunning = Object.entries(GIVERS).some(([giver, from]) => giver === actor && from === 'current');
  return days[isRunning ? Math.max(0, next - 1) : next] ?? '';
};

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
