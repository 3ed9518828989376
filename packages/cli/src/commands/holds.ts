import {
  captureAccountHold,
  createAccountHold,
  getAccountHold,
  listAccountHolds,
  releaseAccountHold,
  type Hold,
  type HoldStatus,
} from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { DRY_RUN, move } from '../dry-run.ts';
import { EXIT, usageError } from '../exit.ts';
import { KEY, under } from '../key.ts';
import { firstOf, LINES, oneOf, printList } from '../lists.ts';
import { table } from '../output.ts';
import { creditsFrom, wholeOf } from '../whole.ts';

const STATUSES = ['open', 'captured', 'released', 'expired'] as const satisfies readonly HoldStatus[];

const HEAD = ['hold', 'status', 'by', 'held', 'spent', 'reference', 'ends'];

const rowOf = ({ id, status, madeBy, held, captured, reference, endsAt = '-' }: Hold) => [
  id,
  status,
  madeBy,
  String(held),
  String(captured),
  reference,
  endsAt,
];

const holdText = (hold: Hold): string => table([HEAD, rowOf(hold)]);

export const holds = command({
  summary: 'List the credits of an account that are set aside',
  usage: '<account>',
  positionals: [1, 1],
  options: {
    status: { type: 'string', value: 'STATUS', summary: `Only these: ${STATUSES.join(', ')}` },
    ...LINES,
  },
  examples: ['scrip holds alice', 'scrip holds alice --status open --json'],
  run: async (context, { status, lines }, [accountId = '']) => {
    const query = status === undefined ? {} : { status: oneOf(STATUSES, status, 'status') };
    const { client } = await connect(context);
    const found = await firstOf(client.list(listAccountHolds, { params: { accountId }, query }), lines);
    return printList(context, found, { head: HEAD, rowOf, none: 'no holds' });
  },
});

export const showHold = command({
  summary: 'Show one hold, with what was spent of it',
  usage: '<account> <hold>',
  positionals: [2, 2],
  options: {},
  examples: ['scrip holds show alice hold_4f1c'],
  run: async (context, _values, [accountId = '', holdId = '']) => {
    const { client } = await connect(context);
    const hold = (await client.call(getAccountHold, { params: { accountId, holdId } })).orThrow();
    context.output.result(hold, () =>
      [
        holdText(hold),
        ...hold.captures.map(({ at, amount, entry }) => `${at}  spent ${amount}, entry ${entry}`),
      ].join('\n'),
    );
    return EXIT.done;
  },
});

export const createHold = command({
  summary: 'Set credits of an account aside for something whose price is not known yet',
  usage: '<account> <credits>',
  positionals: [2, 2],
  details:
    'Only the agency can capture or release it. It ends by itself, after an hour unless --seconds says otherwise.',
  options: {
    reference: { type: 'string', value: 'TEXT', summary: 'Your own ID of what the credits are for' },
    note: { type: 'string', value: 'TEXT', summary: 'What the customer reads' },
    seconds: { type: 'string', value: 'N', summary: 'After how many seconds it ends: at most a week' },
    spender: { type: 'string', value: 'ID', summary: 'The spender under whose budget it is' },
    ...KEY,
    ...DRY_RUN,
  },
  examples: [
    'scrip holds create alice 50 --reference job-1042 --dry-run',
    'scrip holds create alice 50 --reference job-1042 --seconds 600 --key job-1042',
  ],
  run: async (context, values, [accountId = '', credits = '']) => {
    const { reference, note, seconds, spender, key } = values;
    if (reference === undefined) throw usageError('--reference is missing');
    const body = {
      amount: wholeOf(credits, 'number of credits'),
      reference,
      ...(note !== undefined && { note }),
      ...(seconds !== undefined && { seconds: wholeOf(seconds, 'number of seconds') }),
      ...(spender !== undefined && { spender }),
    };
    const { client } = await connect(context);
    const input = { params: { accountId }, body };
    return await move(context, values['dry-run'], {
      plan: () => client.dryRun(createAccountHold, input),
      act: () => client.call(createAccountHold, input, under(key)),
      text: holdText,
    });
  },
});

export const captureHold = command({
  summary: 'Spend what a hold holds, or a part of it',
  usage: '<account> <hold> [credits]',
  positionals: [2, 3],
  details: 'Without credits: all that it holds. What is not spent is given back, unless --keep-open.',
  options: {
    note: { type: 'string', value: 'TEXT', summary: 'What the customer reads in the history' },
    'keep-open': { type: 'boolean', summary: 'Leave the rest in the hold for further captures' },
    ...KEY,
    ...DRY_RUN,
  },
  examples: ['scrip holds capture alice hold_4f1c 30', 'scrip holds capture alice hold_4f1c 10 --keep-open'],
  run: async (context, values, [accountId = '', holdId = '', typed]) => {
    const { note, key, 'keep-open': isKeptOpen } = values;
    const { credits: amount } = creditsFrom(typed);
    const body = {
      ...(amount !== undefined && { amount }),
      ...(note !== undefined && { note }),
      ...(isKeptOpen && { final: false }),
    };
    const { client } = await connect(context);
    const input = { params: { accountId, holdId }, body };
    return await move(context, values['dry-run'], {
      plan: () => client.dryRun(captureAccountHold, input),
      act: () => client.call(captureAccountHold, input, under(key)),
      text: ({ entry, held }) => `spent ${entry.amount}, entry ${entry.number}, still held ${held}`,
    });
  },
});

export const releaseHold = command({
  summary: 'Give back what a hold holds',
  usage: '<account> <hold>',
  positionals: [2, 2],
  options: DRY_RUN,
  examples: ['scrip holds release alice hold_4f1c'],
  run: async (context, values, [accountId = '', holdId = '']) => {
    const { client } = await connect(context);
    const input = { params: { accountId, holdId } };
    return await move(context, values['dry-run'], {
      plan: () => client.dryRun(releaseAccountHold, input),
      act: () => client.call(releaseAccountHold, input),
      text: holdText,
    });
  },
});
