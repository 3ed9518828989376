import {
  createAccountSpenderKey,
  listAccountSpenderKeys,
  revokeAccountSpenderKey,
  type SpenderKey,
} from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT, usageError } from '../exit.ts';
import { expiry } from '../expiry.ts';
import { printList } from '../lists.ts';

const HEAD = ['key', 'spender', 'name', 'created', 'expires', 'last used'];

const rowOf = ({ id, spender, name, createdAt, expiresAt = '-', lastUsedOn = 'never' }: SpenderKey) => [
  id,
  spender,
  name,
  createdAt,
  expiresAt,
  lastUsedOn,
];

export const spenderKeys = command({
  summary: 'List the API keys with which spenders of an account spend',
  usage: '<account>',
  positionals: [1, 1],
  options: { spender: { type: 'string', value: 'ID', summary: 'Only the keys of this spender' } },
  examples: ['scrip spender-keys alice', 'scrip spender-keys alice --spender spd_4f1c --json'],
  run: async (context, { spender }, [accountId = '']) => {
    const { client } = await connect(context);
    const { items } = (await client.call(listAccountSpenderKeys, { params: { accountId } })).orThrow();
    const shown = items.filter((key) => spender === undefined || key.spender === spender);
    return printList(context, shown, { head: HEAD, rowOf, none: 'no keys' });
  },
});

export const createSpenderKey = command({
  summary: 'Create an API key with which a spender spends within its budget',
  usage: '<account> <spender>',
  positionals: [2, 2],
  details:
    'The key is printed on stdout, this once: keep it. Only a person can create one, so sign in in the browser first.',
  options: {
    name: { type: 'string', value: 'TEXT', summary: 'Where the key is used' },
    expires: {
      type: 'string',
      value: 'DATE',
      summary: 'The last day (UTC) on which it works (default: until revoked)',
    },
    region: { type: 'string', value: 'REGION', summary: 'Where the customer buys, such as DE' },
  },
  examples: ['scrip spender-keys create alice spd_4f1c --name deploy-agent --expires 2027-12-31 > key.txt'],
  run: async (context, { name, expires, region }, [accountId = '', spender = '']) => {
    if (name === undefined) throw usageError('--name is missing');
    const body = {
      spender,
      name,
      ...(expires !== undefined && { expiresAt: expiryOf(expires) }),
      ...(region !== undefined && { region }),
    };
    const { client } = await connect(context);
    const made = (await client.call(createAccountSpenderKey, { params: { accountId }, body })).orThrow();
    context.output.note(`${made.id} of ${made.spender}. This is the only time that the key is shown:`);
    context.output.result(made, () => made.key);
    return EXIT.done;
  },
});

const expiryOf = (typed: string): string => {
  const read = expiry.safeParse(typed);
  if (!read.success) throw usageError(`--expires ${read.error.issues[0]?.message}`);
  return read.data;
};

export const revokeSpenderKey = command({
  summary: 'Revoke an API key of a spender; it stops working within a minute',
  usage: '<account> <key>',
  positionals: [2, 2],
  options: {},
  examples: ['scrip spender-keys revoke alice key_4f1c'],
  run: async (context, _values, [accountId = '', keyId = '']) => {
    const { client } = await connect(context);
    (await client.call(revokeAccountSpenderKey, { params: { accountId, keyId } })).orThrow();
    context.output.result({ id: keyId, revoked: true }, () => `revoked ${keyId}`);
    return EXIT.done;
  },
});
