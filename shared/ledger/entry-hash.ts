import { randomBytes } from 'node:crypto';
import { canonicalHash } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/ids.ts';
import type { Entry } from '../table/items/entry.ts';

/** A salt for the texts of the entries that are posted together: 16 random bytes, as 22 characters. */
export const newSalt = (): string => randomBytes(16).toString('base64url');

/**
 * The hash of an entry, which the next entry carries. Since version 2 free text enters as SHA-256(salt ‖ text), so that
 * text and salt can be erased without breaking the chain. The fields are listed one by one: a field that is to enter
 * the hash needs another version, and an older one never sees a difference in what it does not know.
 */
export const hashOf = (entry: Entry): string => {
  const { hashVersion, salt, number, at, type, kind, amount, balance, lots, debt, previous } = entry;
  if (hashVersion === undefined) return canonicalHash(entry);
  const texts = Object.fromEntries(
    (['reference', 'note', 'label'] as const).flatMap((field) => {
      const text = entry[field];
      return text === undefined ? [] : [[field, sha256(`${salt}${text}`)]];
    }),
  );
  const figures = { hashVersion, number, at, type, kind, amount, balance, lots };
  return canonicalHash({
    ...figures,
    texts,
    ...(debt !== undefined && { debt }),
    ...(previous !== undefined && { previous }),
  });
};
