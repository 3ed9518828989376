import {
  getAgencyOrder,
  listAccountOrders,
  listAgencyOrders,
  setOrderStatus,
  type AgencyOrder,
  type OrderStatus,
  type OrderStatusInput,
} from '@scrip/client';
import { command, type Context } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { DRY_RUN, move } from '../dry-run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { firstOf, LINES, oneOf, printList } from '../lists.ts';
import { table } from '../output.ts';
import { creditsFrom } from '../whole.ts';

const STATUSES = [
  'new',
  'in_progress',
  'done',
  'refunded',
  'cancelled',
] as const satisfies readonly OrderStatus[];

const HEAD = ['order', 'account', 'service', 'status', 'credits', 'payment', 'ordered'];

const rowOf = ({ id, account, name, status, credits, payment, at }: AgencyOrder) => [
  id,
  account,
  name,
  status,
  String(credits),
  payment,
  at,
];

const orderText = (order: AgencyOrder): string => table([HEAD, rowOf(order)]);

export const orders = command({
  summary: 'List the orders of an account, or of all accounts',
  usage: '[account]',
  positionals: [0, 1],
  options: {
    status: { type: 'string', value: 'STATUS', summary: `Only these: ${STATUSES.join(', ')}` },
    ...LINES,
  },
  examples: ['scrip orders --status new', 'scrip orders alice --json'],
  run: async (context, { status, lines }, [accountId]) => {
    const query = status === undefined ? {} : { status: oneOf(STATUSES, status, 'status') };
    const { client } = await connect(context);
    const found = await firstOf(
      accountId === undefined
        ? client.list(listAgencyOrders, { query })
        : client.list(listAccountOrders, { params: { accountId }, query }),
      lines,
    );
    return printList(context, found, { head: HEAD, rowOf, none: 'no orders' });
  },
});

export const showOrder = command({
  summary: 'Show one order, with the customer’s note',
  usage: '<account> <order>',
  positionals: [2, 2],
  options: {},
  examples: ['scrip orders show alice ord_4f1c'],
  run: async (context, _values, [accountId = '', orderId = '']) => {
    const { client } = await connect(context);
    const order = (await client.call(getAgencyOrder, { params: { accountId, orderId } })).orThrow();
    const { note } = order;
    context.output.result(order, () =>
      [orderText(order), ...(note === undefined ? [] : [`note: ${note}`])].join('\n'),
    );
    return EXIT.done;
  },
});

export const finishOrder = command({
  summary: 'Mark an order as done; credits that it holds are spent',
  usage: '<account> <order> [credits]',
  positionals: [2, 3],
  details:
    'Credits are what an order that holds them costs in the end, up to what is held. The rest is given back.',
  options: DRY_RUN,
  examples: ['scrip orders done alice ord_4f1c', 'scrip orders done alice ord_4f1c 40 --dry-run'],
  run: (context, values, [accountId = '', orderId = '', credits]) =>
    close(context, { accountId, orderId }, { status: 'done', ...creditsFrom(credits) }, values['dry-run']),
});

export const cancelOrder = command({
  summary: 'Cancel an order; credits that it holds are given back',
  usage: '<account> <order>',
  positionals: [2, 2],
  options: DRY_RUN,
  examples: ['scrip orders cancel alice ord_4f1c'],
  run: (context, values, [accountId = '', orderId = '']) =>
    close(context, { accountId, orderId }, { status: 'cancelled' }, values['dry-run']),
});

const close = async (
  context: Context,
  params: { accountId: string; orderId: string },
  body: OrderStatusInput,
  isDryRun: boolean | undefined,
): Promise<ExitCode> => {
  const { client } = await connect(context);
  return await move(context, isDryRun, {
    plan: () => client.dryRun(setOrderStatus, { params, body }),
    act: () => client.call(setOrderStatus, { params, body }),
    text: orderText,
  });
};
