import type { ChainLink, Entry } from '@scrip/client';
import canonicalize from 'canonicalize';

const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** SHA-256 (hex) of what a link says was hashed, as canonical JSON (RFC 8785). */
export const hashOf = async (hashed: Record<string, unknown>): Promise<string> =>
  await sha256(canonicalize(hashed) ?? '');

const FIGURES = ['number', 'at', 'type', 'kind', 'amount', 'balance'] as const;
const TEXTS = ['reference', 'note', 'label'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether an entry shows what was hashed. Of texts without a salt nothing can be said: they were erased, and the entry
 * says so.
 */
export const showsSame = async (entry: Entry, { hashed, salt }: ChainLink): Promise<boolean> => {
  if (!hashed) return entry.erased === true;
  if (FIGURES.some((name) => hashed[name] !== entry[name])) return false;
  if (hashed['hashVersion'] === undefined) return TEXTS.every((name) => hashed[name] === entry[name]);
  if (salt === undefined) return entry.erased === true;
  const digests = hashed['texts'];
  if (!isRecord(digests)) return false;
  const same = await Promise.all(
    TEXTS.map(async (name) => {
      const text = entry[name];
      return digests[name] === (text === undefined ? undefined : await sha256(`${salt}${text}`));
    }),
  );
  return same.every(Boolean);
};
