import { createAccountTransfer } from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { DRY_RUN, move } from '../dry-run.ts';
import { KEY, under } from '../key.ts';
import { wholeOf } from '../whole.ts';

export const transfer = command({
  summary: 'Send credits of one account to another',
  usage: '<from> <to> <credits>',
  positionals: [3, 3],
  details: 'The settings must allow transfers. Credits for some things only are never sent.',
  options: {
    note: { type: 'string', value: 'TEXT', summary: 'What both customers read' },
    ...KEY,
    ...DRY_RUN,
  },
  examples: ['scrip transfer alice bob 5 --dry-run', 'scrip transfer alice bob 5 --key birthday-2026'],
  run: async (context, { note, key, ...values }, [accountId = '', account = '', credits = '']) => {
    const body = {
      to: { account },
      amount: wholeOf(credits, 'number of credits'),
      ...(note !== undefined && { note }),
    };
    const input = { params: { accountId }, body };
    const { client } = await connect(context);
    return await move(context, values['dry-run'], {
      plan: () => client.dryRun(createAccountTransfer, input),
      act: () => client.call(createAccountTransfer, input, under(key)),
      text: ({ id, entry }) =>
        `sent ${entry.amount} as ${id}, entry ${entry.number}, balance ${entry.balance}`,
    });
  },
});
