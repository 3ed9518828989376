import { canonicalText } from '../kernel/canonical.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Guarded } from '../table/guarded.ts';
import {
  APPROVAL_MS,
  approvalItem,
  approvalPointerItem,
  type Approval,
  type Wish,
} from '../table/items/approval.ts';
import { serviceItem } from '../table/items/service.ts';
import type { Spender } from '../table/items/spender.ts';
import { approvalKey, approvalListKey, approvalPointerKey, serviceKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

export type ApprovalStatus = 'open' | 'approved' | 'declined' | 'expired';

/** What an approval is at a time: its end needs no write. Without its wish, which an erasure takes, nothing can be approved. */
export const statusOf = ({ decided, wish, endsAt }: Approval, at: Instant): ApprovalStatus =>
  decided?.as ?? (wish === undefined || endsAt <= at ? 'expired' : 'open');

/** The approval that a wish leads to: always the same one, however often it is asked for. */
export const approvalIdOf = (ref: AccountRef, spender: string, wish: Wish): string =>
  operationId('apr', ref, spender, canonicalText(wish));

/** A wish that the owner has to decide from now on. @param before the expired approval of the same wish */
export const askedFor = (spender: Spender, wish: Wish, { spending, at, before, read }: Asking): Approval => {
  const { agency, account } = spender;
  return {
    id: approvalIdOf(spender, spender.id, wish),
    agency,
    account,
    version: before?.version ?? 0,
    spender: spender.id,
    kind: wish.kind,
    amount: spending.reduce((sum, { amount }) => sum + amount, 0),
    ...shownOf(spender, wish, spending, read),
    createdAt: at,
    endsAt: instant(Date.parse(at) + APPROVAL_MS),
    wish,
  };
};

export type Spending = CommandOf<'debit' | 'hold'>;

/** @property read what the operation has read */
export type Asking = {
  spending: readonly Spending[];
  at: Instant;
  before: Approval | undefined;
  read: Read;
};

/** The texts by which the owner knows what is asked for: those of the entry, which an order will have another ID in. */
const shownOf = (
  { agency }: AccountRef,
  wish: Wish,
  [first]: readonly Spending[],
  read: Read,
): Pick<Approval, 'reference' | 'label' | 'note'> => {
  const texts: { reference?: string; label?: string | undefined; note?: string | undefined } =
    first?.type === 'debit'
      ? first
      : wish.kind === 'order'
        ? { ...wish, label: decode(serviceItem, read(serviceKey(agency, wish.serviceId)))?.name }
        : 'reference' in wish
          ? wish
          : {};
  const { reference, label, note } = texts;
  return {
    ...(reference !== undefined && wish.kind !== 'order' && { reference }),
    ...(label !== undefined && { label }),
    ...(note !== undefined && { note }),
  };
};

/** The line in the agency's own list: written once, whenever it is asked for. */
export const approvalPointerWrite = ({ agency, account, id, createdAt }: Approval): Guarded => ({
  key: approvalPointerKey(agency, { id, createdAt }),
  schema: approvalPointerItem,
  item: { account, id, createdAt },
  version: 0,
});

export const approvalWrite = (approval: Approval): Guarded => ({
  key: approvalKey(approval, approval.id),
  list: approvalListKey(approval, approval),
  schema: approvalItem,
  item: approval,
  version: approval.version,
});
