import { isRecord } from '../data/record.ts';
import { ownedName, type Owner } from '../session/kept.ts';
import type { Verified } from './verify.ts';

const isVerified = (value: unknown): value is Verified =>
  isRecord(value) &&
  typeof value['number'] === 'number' &&
  typeof value['at'] === 'string' &&
  typeof value['hash'] === 'string';

const VERIFIED = 'verified';

/** The last entry of an account that was verified on this device. */
export const readVerified = (owner: Owner): Verified | undefined => {
  const kept = localStorage.getItem(ownedName(owner, VERIFIED));
  const value: unknown = kept === null ? undefined : JSON.parse(kept);
  return isVerified(value) ? value : undefined;
};

export const keepVerified = (owner: Owner, verified: Verified): void => {
  localStorage.setItem(ownedName(owner, VERIFIED), JSON.stringify(verified));
};
