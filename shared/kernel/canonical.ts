import canonicalize from 'canonicalize';
import { sha256 } from './ids.ts';

/** @returns SHA-256 (hex) over the value as canonical JSON (RFC 8785). Throws TypeError on what has no JSON. */
export const canonicalHash = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('no JSON');
  return sha256(text);
};
