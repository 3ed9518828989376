import canonicalize from 'canonicalize';
import { sha256 } from './ids.ts';

/** @returns the value as canonical JSON (RFC 8785). Throws TypeError on what has no JSON. */
export const canonicalText = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('no JSON');
  return text;
};

/** @returns SHA-256 (hex) over the value as canonical JSON. Throws TypeError on what has no JSON. */
export const canonicalHash = (value: unknown): string => sha256(canonicalText(value));
