import {
  listAccountApprovals,
  listAgencyApprovals,
  type AgencyApproval,
  type ApprovalStatus,
} from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { firstOf, LINES, oneOf, printList } from '../lists.ts';

const STATUSES = ['open', 'approved', 'declined', 'expired'] as const satisfies readonly ApprovalStatus[];

const HEAD = ['approval', 'account', 'spender', 'status', 'for', 'credits', 'reference', 'asked'];

const rowOf = ({
  id,
  account,
  spender,
  status,
  kind,
  amount,
  label,
  reference,
  createdAt,
}: AgencyApproval) => [
  id,
  account,
  spender,
  status,
  kind,
  String(amount),
  label ?? reference ?? '-',
  createdAt,
];

export const approvals = command({
  summary: 'List what spenders asked for beyond their budgets; the owner of the account decides',
  usage: '[account]',
  positionals: [0, 1],
  options: {
    status: { type: 'string', value: 'STATUS', summary: `Only these: ${STATUSES.join(', ')}` },
    ...LINES,
  },
  examples: ['scrip approvals --status open', 'scrip approvals alice --json'],
  run: async (context, { status, lines }, [accountId]) => {
    const query = status === undefined ? {} : { status: oneOf(STATUSES, status, 'status') };
    const { client } = await connect(context);
    const found = await firstOf(
      accountId === undefined
        ? client.list(listAgencyApprovals, { query })
        : client.list(listAccountApprovals, { params: { accountId }, query }),
      lines,
    );
    return printList(context, found, { head: HEAD, rowOf, none: 'no approvals' });
  },
});
