import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { removal, type Guarded, type Removal } from '../table/guarded.ts';
import {
  accountAllowancesItem,
  allowanceAccountItem,
  allowanceItem,
  type AccountAllowances,
  type Allowance,
  type AllowanceMembership,
} from '../table/items/allowance.ts';
import {
  accountAllowancesKey,
  allowanceAccountKey,
  allowanceKey,
  allowancesDueListKey,
  type Key,
} from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { beginOf, periodFrom } from './periods.ts';

export const allowancesOf = (read: Read, ref: AccountRef): AccountAllowances =>
  decode(accountAllowancesItem, read(accountAllowancesKey(ref))) ?? { ...ref, version: 0, allowances: [] };

/** The allowances that an account gets, to be read after its own item. */
export const allowanceKeysOf = (read: Read, ref: AccountRef): Key[] =>
  allowancesOf(read, ref).allowances.map(({ id }) => allowanceKey(ref.agency, id));

/** An allowance as an account gets it; undefined where it was deleted, also where another one has its ID now. */
export const allowanceFor = (
  read: Read,
  { agency }: Pick<AccountRef, 'agency'>,
  { id, since }: Pick<AllowanceMembership, 'id' | 'since'>,
): Allowance | undefined => {
  const allowance = decode(allowanceItem, read(allowanceKey(agency, id)));
  return allowance && allowance.createdAt <= since ? allowance : undefined;
};

/** When the next period of a membership begins. */
export const nextBegin = (allowance: Allowance, { next }: AllowanceMembership, zone: string): Instant =>
  beginOf(allowance, periodFrom(allowance, next), zone);

/**
 * The writes of an account's memberships, without those of deleted allowances. The item is listed by when the next period
 * of any of them begins.
 */
export const membershipWrites = (
  read: Read,
  own: AccountAllowances,
  memberships: readonly AllowanceMembership[],
  zone: string,
): (Guarded | Removal)[] => {
  const both = memberships.map((membership) => ({
    membership,
    allowance: allowanceFor(read, own, membership),
  }));
  const kept = both.flatMap(({ membership, allowance }) => (allowance ? { membership, allowance } : []));
  const { due: _, ...rest } = own;
  const [due] = kept.map(({ membership, allowance }) => nextBegin(allowance, membership, zone)).toSorted();
  return [
    {
      key: accountAllowancesKey(own),
      list: allowancesDueListKey(own, due),
      schema: accountAllowancesItem,
      item: {
        ...rest,
        allowances: kept.map(({ membership }) => membership),
        ...(due !== undefined && { due }),
      },
      version: own.version,
      uncorrelated: true,
    },
    ...both.flatMap(({ membership, allowance }) => (allowance ? [] : unlistedWrites(own, membership))),
  ];
};

/** That an account is listed with an allowance: written once, and removed as it leaves. */
export const listedWrite = (
  { agency, account }: AccountRef,
  { id, since }: Pick<AllowanceMembership, 'id' | 'since'>,
): Guarded => ({
  key: allowanceAccountKey({ agency, account }, id),
  schema: allowanceAccountItem,
  item: { agency, account, allowance: id, since },
  version: 0,
});

/** One that has left already is no longer listed. */
export const unlistedWrites = (ref: AccountRef, { id, until }: AllowanceMembership): Removal[] =>
  until === undefined ? [removal(allowanceAccountKey(ref, id), 1)] : [];
