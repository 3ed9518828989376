import { instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef, AgencyId } from '../kernel/ids.ts';
import { found, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { statusOf, type ApprovalStatus } from '../spenders/approval.ts';
import type { Payer } from '../spenders/spender.ts';
import { approvalItem, approvalPointerItem, type Approval } from '../table/items/approval.ts';
import { agencyApprovalsPartition, approvalKey, approvalsPartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';

export type NotOpen = { code: 'approval_not_open'; approvalStatus: Exclude<ApprovalStatus, 'open'> };

/** Why an approval is not decided again. One that is open by the clock that reads it later has expired by the one before. */
export const notOpen = (status: ApprovalStatus): NotOpen => ({
  code: 'approval_not_open',
  approvalStatus: status === 'open' ? 'expired' : status,
});

/** An approval as it is seen. */
export type ApprovalNow = Approval & { status: ApprovalStatus };

/** @param now milliseconds since the epoch */
export const approvalNow = (approval: Approval, now: number): ApprovalNow => ({
  ...approval,
  status: statusOf(approval, instant(now)),
});

export const approvalIn = ({ table }: Ledger, ref: AccountRef, id: string): Promise<Approval | undefined> =>
  readOne(table, approvalKey(ref, id), approvalItem);

/** A spender sees its own only. */
export const approvalOf = async (
  ledger: Ledger,
  { spender, ...ref }: Payer,
  id: string,
): Promise<Result<ApprovalNow, { code: 'not_found' }>> => {
  const approval = await approvalIn(ledger, ref, id);
  const isSeen = spender === undefined || approval?.spender === spender;
  return found(approval && isSeen ? approvalNow(approval, ledger.now()) : undefined);
};

/** A page of an agency's approvals, newest first: one Query, and one BatchGet. */
export const agencyApprovals = async (
  { table, now }: Ledger,
  agency: AgencyId,
  { status, ...range }: ApprovalsRequest,
): Promise<Result<Page<ApprovalNow>, InvalidCursor>> => {
  const page = await listPage(table, {
    partition: agencyApprovalsPartition(agency),
    item: approvalPointerItem,
    newestFirst: true,
    ...range,
  });
  if (!page.ok) return page;
  const { items: pointers, cursor } = page.value;
  const keyOf = ({ account, id }: { account: AccountId; id: string }) => approvalKey({ agency, account }, id);
  const read = await readTogether(table, pointers.map(keyOf));
  const items = pointers.flatMap((pointer) => {
    const approval = decodeListed(approvalItem, read(keyOf(pointer)));
    // One that was asked for again is shown in its last place.
    return approval?.createdAt === pointer.createdAt ? [approvalNow(approval, now())] : [];
  });
  return ok({ items: withStatus(items, status), cursor });
};

const withStatus = (items: ApprovalNow[], status: ApprovalStatus | undefined) =>
  items.filter((one) => status === undefined || one.status === status);

type ApprovalsRequest = PageRequest & { status?: ApprovalStatus | undefined };

/** A page of an account's approvals, newest first: a Query on the index, which shows a new one after a moment. */
export const approvalsOf = async (
  { table, now }: Ledger,
  { spender, ...ref }: Payer,
  { status, ...range }: ApprovalsRequest,
): Promise<Result<Page<ApprovalNow>, InvalidCursor>> => {
  const page = await listPage(table, {
    partition: approvalsPartition(ref),
    inIndex: true,
    item: approvalItem,
    newestFirst: true,
    where: { spender },
    ...range,
  });
  if (!page.ok) return page;
  const items = page.value.items.map((approval) => approvalNow(approval, now()));
  return ok({ ...page.value, items: withStatus(items, status) });
};
