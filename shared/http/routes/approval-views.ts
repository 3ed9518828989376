import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { approvalKind } from '../../table/items/approval.ts';
import { listed, pageQuery } from '../page.ts';

const approvalStatus = z.enum(['open', 'approved', 'declined', 'expired']).meta({ id: 'ApprovalStatus' });

export const approvalsQuery = z.strictObject({
  ...pageQuery,
  status: approvalStatus.optional().meta({ description: 'Only approvals with this status.' }),
});

export const approvalView = z
  .object({
    id: recordId,
    status: approvalStatus.meta({ description: '`expired`: nobody decided it in time.' }),
    spender: recordId.meta({ description: 'The ID of the spender who asks.' }),
    kind: approvalKind.meta({ description: 'What it asks for.' }),
    amount: z.int().min(1).meta({ description: 'The credits that it would spend or hold.' }),
    reference: z.string().optional().meta({ description: 'What the history would name it by.' }),
    label: z.string().optional().meta({ description: 'The product, service or recipient.' }),
    note: z.string().optional(),
    createdAt: instantSchema,
    endsAt: instantSchema.meta({ description: 'When it expires, if nobody decides it.' }),
    decidedAt: instantSchema.optional(),
    entry: z
      .int()
      .optional()
      .meta({ description: 'The number of the entry in the history, once approved. A hold has none.' }),
  })
  .meta({ id: 'Approval' });

export const agencyApprovalView = approvalView
  .extend({ account: accountId.meta({ description: 'The account whose spender asks.' }) })
  .meta({ id: 'AgencyApproval' });

/** What owners, spenders and agencies read alike. */
export const approvalList = {
  idempotency: 'none',
  description:
    'A new approval may take a moment to appear. With a status, a page may hold fewer approvals than `limit`, or none, even if ' +
    'more follow.',
  query: approvalsQuery,
  responses: { 200: { description: 'A page of approvals.', body: listed(approvalView) } },
  problems: ['invalid_cursor', 'busy'],
} as const;
