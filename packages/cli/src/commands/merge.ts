import { mergeAccount } from '@scrip/client';
import { command } from '../command.ts';
import { confirm } from '../confirm.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT, usageError } from '../exit.ts';

export const merge = command({
  summary: "Merge an account into another one of the same customer; this can't be undone",
  usage: '<account>',
  positionals: [1, 1],
  details: [
    'All credits and the debt of the account go to the other one. Its ID leads there, also for what comes late, such as a',
    'payment or a chargeback. It first says what the other account would have, and asks.',
  ].join('\n'),
  options: {
    into: { type: 'string', value: 'ACCOUNT', summary: 'The account that stays' },
    'dry-run': { type: 'boolean', summary: 'Say what the other account would have, and change nothing' },
    yes: { type: 'boolean', summary: 'Do not ask' },
  },
  examples: ['scrip merge bob --into alice --dry-run', 'scrip merge bob --into alice'],
  run: async (context, values, [accountId = '']) => {
    const { into, yes = false, 'dry-run': isDryRun = false } = values;
    if (into === undefined) throw usageError('--into is missing');
    const { output } = context;
    const { client } = await connect(context);
    const request = { params: { accountId }, body: { into } };
    const preview = (await client.dryRun(mergeAccount, request)).orThrow();
    // Once it has merged, a dry run gets the answer of then.
    if (!Object.hasOwn(preview, 'dryRun')) {
      output.result(preview, () => `${accountId} has merged into ${into} already`);
      return EXIT.done;
    }
    const text = `${into} would have ${preview.balance} credits and a debt of ${preview.debt}`;
    if (isDryRun) {
      output.result(preview, () => text);
      return EXIT.done;
    }
    output.note(text);
    await confirm(context, `Merge ${accountId} into ${into}? This can't be undone.`, yes);
    const merged = (await client.call(mergeAccount, request)).orThrow();
    output.result(merged, () => `${accountId} has merged into ${into}`);
    return EXIT.done;
  },
});
