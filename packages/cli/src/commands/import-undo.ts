import { command } from '../command.ts';
import { confirm } from '../confirm.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';
import { readJournal } from '../import/journal.ts';
import type { Movement } from '../import/movements.ts';
import { progressOf } from '../import/progress.ts';
import { reverse, type Reversal } from '../import/reverse.ts';
import { inParallel } from '../in-parallel.ts';

const WHY_NOT = {
  spent: 'some of its credits were spent, expired or taken back',
  mixed: 'other credits of the account would be taken',
} as const;

export const undoImport = command({
  summary: 'Take back the credits of an import',
  usage: '<import>',
  positionals: [1, 1],
  details: [
    'Each line is taken back once, and only if all its credits are still there: what a customer has spent or got',
    'otherwise is left alone and listed (exit code 5). Profiles stay. The import is named after its file, or by --id,',
    'and is undone on the machine and with the profile that made it.',
  ].join('\n'),
  options: {
    'dry-run': { type: 'boolean', summary: 'Say what would be taken back' },
    yes: { type: 'boolean', summary: 'Do not ask' },
  },
  examples: ['scrip import undo accounts --dry-run', 'scrip import undo accounts'],
  run: async (context, values, [id = '']) => {
    const { output } = context;
    const isDryRun = values['dry-run'] ?? false;
    const connection = await connect(context);
    const { movements } = await readJournal(context, connection, id);
    if (!isDryRun)
      await confirm(
        context,
        `Take back the import '${id}' (${movements.length} lines)?`,
        values.yes ?? false,
      );
    const accounts = byAccount(movements);
    const reversals = (
      await inParallel(
        accounts,
        (ofAccount: readonly Movement[]) => reverse(connection.client, ofAccount, isDryRun),
        progressOf(output, 'looked at', accounts.length),
      )
    ).flat();
    const left = reversals.flatMap(leftOf);
    const count = (outcome: Reversal['outcome']): number =>
      reversals.filter((one) => one.outcome === outcome).length;
    const counts = {
      reversed: count('reversed'),
      reversedBefore: count('done'),
      neverImported: count('never_imported'),
    };
    output.result({ import: id, ...(isDryRun && { dryRun: true }), ...counts, left }, (style) =>
      [
        ...left.map(
          ({ line, account, why }) => `${style('yellow', 'left')} line ${line}, ${account}: ${why}`,
        ),
        `${isDryRun ? 'Would take back' : 'Took back'} ${counts.reversed} lines; ` +
          `${counts.reversedBefore} were before, ${counts.neverImported} were never imported, ${left.length} are left.`,
      ].join('\n'),
    );
    return left.length === 0 ? EXIT.done : EXIT.findings;
  },
});

/** Map.groupBy, which Node 20 lacks. */
const byAccount = (movements: readonly Movement[]): Movement[][] => {
  const grouped = new Map<string, Movement[]>();
  for (const moved of movements) grouped.set(moved.account, [...(grouped.get(moved.account) ?? []), moved]);
  return [...grouped.values()];
};

const leftOf = (reversal: Reversal): { line: number; account: string; amount: number; why: string }[] => {
  const { line, account, amount } = reversal.movement;
  switch (reversal.outcome) {
    case 'spent':
    case 'mixed':
      return [{ line, account, amount, why: WHY_NOT[reversal.outcome] }];
    case 'refused':
      return [{ line, account, amount, why: `${reversal.failure.title} (${reversal.failure.code})` }];
    default:
      return [];
  }
};
