import { isRecord } from '../data/record.ts';
import type { Verified } from './verify.ts';

const isVerified = (value: unknown): value is Verified =>
  isRecord(value) &&
  typeof value['number'] === 'number' &&
  typeof value['at'] === 'string' &&
  typeof value['hash'] === 'string';

const nameOf = (account: string): string => `scrip.verified.${location.host}.${account}`;

/** The last entry of an account that was verified on this device. */
export const readVerified = (account: string): Verified | undefined => {
  const kept = localStorage.getItem(nameOf(account));
  const value: unknown = kept === null ? undefined : JSON.parse(kept);
  return isVerified(value) ? value : undefined;
};

export const keepVerified = (account: string, verified: Verified): void => {
  localStorage.setItem(nameOf(account), JSON.stringify(verified));
};
