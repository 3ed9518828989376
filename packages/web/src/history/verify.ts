import type { ChainLink, Entry } from '@scrip/client';
import { hashOf, showsSame } from './link.ts';

/** The last entry that was verified, as a device keeps it. */
export type Verified = { number: number; at: string; hash: string };

/**
 * Why the history can't be trusted from an entry on. `altered`: its hash is not that of its content, or not the one that
 * the next entry carries. `missing`: there is no such entry any more. `rewritten`: it is not the one that this device has
 * verified before. `shown_differs`: it is not what the history shows.
 */
export type Broken = { brokenAt: number; why: 'altered' | 'missing' | 'rewritten' | 'shown_differs' };

/** All entries up to `verifiedTo` are as they were posted; 0 and no hash of an empty history. */
export type Intact = { verifiedTo: number; at?: string; hash?: string };

type Links = Iterable<ChainLink> | AsyncIterable<ChainLink>;

/**
 * Computes the chain of hashes again. Pure but for Web Crypto, which a page has over HTTPS and on localhost.
 *
 * With nothing remembered, the links begin with entry 1. With the last entry that was verified they may also begin with its
 * time, which reads only what is new and that entry again, or with an earlier one, so that older entries are compared too.
 * @param links of the route `listChain`, oldest first
 * @param last what this device remembers
 * @param shown entries as the history shows them: those among the links are compared with what was hashed
 * @param from the time from which links were asked for, at most that of `last`
 */
export const verifyChain = async (
  links: Links,
  last?: Verified,
  shown: Iterable<Entry> = [],
  from = last?.at,
): Promise<Intact | Broken> => {
  const entries = new Map(Array.from(shown, (entry) => [entry.number, entry]));
  let before: Verified | undefined;
  for await (const link of links) {
    const broken =
      numberFault(link, before, last, from) ??
      (before ? undefined : hiddenFault(link, entries.values(), from)) ??
      (await contentFault(link, before, last, entries));
    if (broken) return broken;
    before = { number: link.number, at: link.at, hash: link.hash };
  }
  if (last && (before?.number ?? 0) < last.number)
    return { brokenAt: (before?.number ?? last.number - 1) + 1, why: 'missing' };
  return before ? { verifiedTo: before.number, at: before.at, hash: before.hash } : { verifiedTo: 0 };
};

const missing = (brokenAt: number): Broken => ({ brokenAt, why: 'missing' });

/** A gap: between two links, before the first one, or after what was verified last. */
const numberFault = (
  { number, at }: ChainLink,
  before: Verified | undefined,
  last: Verified | undefined,
  from: string | undefined,
): Broken | undefined => {
  if (before) return number === before.number + 1 ? undefined : missing(before.number + 1);
  if (number === 1) return undefined;
  // Links that begin later were asked for from a time on.
  if (!last || from === undefined || at < from) return missing(1);
  return number > last.number + 1 ? missing(last.number + 1) : undefined;
};

/** An entry that the history shows, of the time that was asked for, before the first link. */
const hiddenFault = (
  { number }: ChainLink,
  shown: Iterable<Entry>,
  from: string | undefined,
): Broken | undefined => {
  const hidden = Array.from(shown)
    .filter((entry) => from !== undefined && entry.at >= from && entry.number < number)
    .map((entry) => entry.number);
  return hidden.length > 0 ? missing(Math.min(...hidden)) : undefined;
};

const contentFault = async (
  link: ChainLink,
  before: Verified | undefined,
  last: Verified | undefined,
  entries: ReadonlyMap<number, Entry>,
): Promise<Broken | undefined> => {
  const { number, at, hash, hashed } = link;
  const known = before ?? last;
  // What the hash of an erased entry of before version 2 was over is gone: the next entry vouches for it.
  if (hashed) {
    const isAsHashed = hashed['number'] === number && hashed['at'] === at && (await hashOf(hashed)) === hash;
    if (!isAsHashed || (number === 1 && hashed['previous'] !== undefined))
      return { brokenAt: number, why: 'altered' };
    if (known?.number === number - 1 && hashed['previous'] !== known.hash)
      return { brokenAt: known.number, why: before ? 'altered' : 'rewritten' };
  }
  if (last?.number === number && last.hash !== hash) return { brokenAt: number, why: 'rewritten' };
  const entry = entries.get(number);
  return entry && !(await showsSame(entry, link)) ? { brokenAt: number, why: 'shown_differs' } : undefined;
};
