import {
  getAccountSpender,
  listAccountSpenders,
  putAccountSpender,
  type Spender,
  type SpenderLimits,
  type SpenderPeriod,
} from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT, usageError } from '../exit.ts';
import { printList } from '../lists.ts';
import { table } from '../output.ts';
import { wholeOf } from '../whole.ts';

export const budgets = command({
  summary: 'List who spends from an account under a budget, and what is used of it',
  usage: '<account>',
  positionals: [1, 1],
  options: {},
  examples: ['scrip budgets alice', 'scrip budgets alice --json'],
  run: async (context, _values, [accountId = '']) => {
    const { client } = await connect(context);
    const { items } = (await client.call(listAccountSpenders, { params: { accountId } })).orThrow();
    return printList(context, items, { head: HEAD, rowOf, none: 'no budgets' });
  },
});

const HEAD = ['spender', 'name', 'today', 'month', 'at once', 'held'];

const rowOf = ({ id, name, limits, day, month, held }: Spender) => [
  id,
  name,
  usedOf(day, limits.perDay),
  usedOf(month, limits.perMonth),
  String(limits.perCall ?? '-'),
  String(held),
];

const usedOf = ({ spent }: SpenderPeriod, limit: number | undefined): string =>
  `${spent} of ${limit ?? 'any'}`;

const limitOption = (what: string) =>
  ({ type: 'string', value: 'N', summary: `The most credits ${what}, or none` }) as const;

export const setBudget = command({
  summary: 'Change the limits of a spender; what it has spent stays counted',
  usage: '<account> <spender>',
  positionals: [2, 2],
  details: 'A limit that is not named stays as it is. "none" takes it away, 0 allows nothing.',
  options: {
    'per-call': limitOption('of one spend'),
    'per-day': limitOption('of one day'),
    'per-month': limitOption('of one month'),
  },
  examples: [
    'scrip budgets set alice spd_4f1c --per-day 200',
    'scrip budgets set alice spd_4f1c --per-call none',
  ],
  run: async (context, values, [accountId = '', spenderId = '']) => {
    const named = {
      perCall: values['per-call'],
      perDay: values['per-day'],
      perMonth: values['per-month'],
    };
    if (Object.values(named).every((one) => one === undefined))
      throw usageError('--per-call, --per-day or --per-month is missing');
    const { client } = await connect(context);
    const params = { accountId, spenderId };
    const read = await client.call(getAccountSpender, { params });
    const before = read.orThrow();
    const headers = { 'if-match': (read.ok ? read.headers.get('etag') : null) ?? undefined };
    const body = { ...before, limits: limitsWith(before.limits, named) };
    const after = (await client.call(putAccountSpender, { params, headers, body })).orThrow();
    context.output.result(after, () => table([HEAD, rowOf(after)]));
    return EXIT.done;
  },
});

type Named = Record<keyof SpenderLimits, string | undefined>;

const limitsWith = (before: SpenderLimits, named: Named): SpenderLimits => {
  const limitOf = (limit: keyof SpenderLimits) => {
    const text = named[limit];
    const credits =
      text === undefined
        ? before[limit]
        : text === 'none'
          ? undefined
          : wholeOf(text, 'number of credits, and not "none"');
    return credits === undefined ? {} : { [limit]: credits };
  };
  return { ...limitOf('perCall'), ...limitOf('perDay'), ...limitOf('perMonth') };
};
