import { randomBytes } from 'node:crypto';
import { canonicalHash } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/ids.ts';
import type { Digests, Entry } from '../table/items/entry.ts';
import type { LotShare } from '../table/items/lot.ts';

/** A salt for the texts of the entries that are posted together: 16 random bytes, as 22 characters. */
export const newSalt = (): string => randomBytes(16).toString('base64url');

/**
 * What the hash of an entry is over. Since version 2 free text enters as SHA-256(salt ‖ text), so that text and salt can be
 * erased without breaking the chain. The fields are listed one by one: a field that is to enter the hash needs another
 * version, and an older one never sees a difference in what it does not know.
 * @returns undefined where only the hash itself is left: of an erased entry from before version 2
 */
export const hashedOf = (entry: Entry): Record<string, unknown> | undefined => {
  const { hashVersion, number, at, type, kind, amount, balance, lots, debt, previous } = entry;
  const { digests, erasedHash } = keepsTexts(entry) ? {} : entry;
  if (hashVersion === undefined) return erasedHash === undefined ? entry : undefined;
  const texts = digests ?? digestsOf(entry);
  const figures = { hashVersion, number, at, type, kind, amount, balance, lots: lots.map(chained) };
  return {
    ...figures,
    texts,
    ...(debt !== undefined && { debt }),
    ...(previous !== undefined && { previous }),
  };
};

/**
 * Whoever checks the chain may know nothing of the accounts that credits were transferred from. The price is for the agency's
 * books, and the sale's own record proves it.
 */
const chained = ({ origin: _, price: __, ...share }: LotShare): LotShare => share;

/** The hash of an entry, which the next entry carries. */
export const hashOf = (entry: Entry): string => {
  const hashed = hashedOf(entry);
  return hashed === undefined && entry.erasedHash !== undefined ? entry.erasedHash : canonicalHash(hashed);
};

/** What stands for an erased text counts for nothing beside a text, which somebody else would have put there. */
const keepsTexts = ({ erased, salt, note, label }: Entry): boolean =>
  erased === undefined || salt !== undefined || note !== undefined || label !== undefined;

/** What the texts of an entry enter its hash by, which says nothing of them to whoever lacks the salt. */
export const digestsOf = ({ salt, reference, note, label }: Entry): Digests => ({
  reference: sha256(`${salt}${reference}`),
  ...(note !== undefined && { note: sha256(`${salt}${note}`) }),
  ...(label !== undefined && { label: sha256(`${salt}${label}`) }),
});
