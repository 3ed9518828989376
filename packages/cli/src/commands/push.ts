import { command } from '../command.ts';
import { collectionsOf, type Collection } from '../config/collections.ts';
import { readConfig } from '../config/file.ts';
import { planOf, type Change } from '../config/plan.ts';
import { confirm } from '../confirm.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';
import { failureOf, failureText, type Failure } from '../failure.ts';
import type { Style } from '../output.ts';

export const push = command({
  summary: 'Show how a file differs from the agency, and send the differences',
  usage: '[file]',
  positionals: [0, 1],
  details: [
    'The whole file is checked first. Each change is sent with If-Match: what somebody else changed meanwhile is a',
    'conflict and stays as it is (exit code 5). What the file lacks is only named, unless --prune deletes it.',
    'Pushing the same file again changes nothing.',
  ].join('\n'),
  options: {
    'dry-run': { type: 'boolean', summary: 'Show the differences and send nothing' },
    prune: {
      type: 'boolean',
      summary: 'Delete packages, products, services, meters and allowances that the file lacks',
    },
    yes: { type: 'boolean', summary: 'Do not ask' },
  },
  examples: ['scrip push --dry-run', 'scrip push studio.json --yes', 'scrip push --prune'],
  run: async (context, values, [file = 'scrip.json']) => {
    const { output } = context;
    const config = await readConfig(file);
    const { client } = await connect(context);
    const collections = collectionsOf(client, config);
    const changes: Change[] = [];
    for (const collection of collections) changes.push(...(await planOf(collection)));
    const isPruning = values.prune ?? false;
    const due = changes.filter(({ change }) => isDue(change, isPruning));
    const shown = (style: Style): string => planText(changes, isPruning, style);
    if (values['dry-run'] || due.length === 0) {
      output.result({ changes, ...(values['dry-run'] && { dryRun: true }) }, shown);
      return EXIT.done;
    }
    output.note(shown(output.style));
    await confirm(
      context,
      `Send ${due.length} ${due.length === 1 ? 'change' : 'changes'}?`,
      values.yes ?? false,
    );
    const sent: Sent[] = [];
    for (const change of due) {
      const collection = collections.find(({ name }) => name === change.name);
      if (collection) sent.push(await send(collection, change));
    }
    output.result({ changes, sent }, (style) => sent.map((one) => sentText(one, style)).join('\n'));
    if (sent.some(({ outcome }) => outcome === 'refused')) return EXIT.failed;
    return sent.some(({ outcome }) => outcome === 'conflict') ? EXIT.findings : EXIT.done;
  },
});

const isDue = (change: Change['change'], isPruning: boolean): boolean =>
  change === 'new' || change === 'changed' || (change === 'gone' && isPruning);

type Sent = { name: Collection['name']; id: string } & (
  | { outcome: 'created' | 'changed' | 'deleted' }
  | { outcome: 'conflict' | 'refused'; failure: Failure }
);

const DONE = { new: 'created', changed: 'changed', gone: 'deleted' } as const;

const send = async (collection: Collection, change: Change): Promise<Sent> => {
  const { name, id } = change;
  if (change.change === 'unchanged') throw new Error(`${id} has not changed`);
  const answer = await sendChange(collection, change);
  if (!answer || answer.ok) return { name, id, outcome: DONE[change.change] };
  try {
    return answer.orThrow();
  } catch (error) {
    const { failure, exitCode } = failureOf(error);
    // Without a credential or a connection the others would fail as well.
    if (exitCode !== EXIT.failed) throw error;
    return { name, id, outcome: failure.code === 'precondition_failed' ? 'conflict' : 'refused', failure };
  }
};

const sendChange = (
  { put, remove }: Collection,
  change: Exclude<Change, { change: 'unchanged' }>,
): ReturnType<Collection['put']> | undefined => {
  if (change.change === 'new') return put(change.id, { 'if-none-match': '*' });
  if (change.change === 'changed') return put(change.id, { 'if-match': change.etag });
  return remove?.(change.id, change.etag);
};

const nameOf = ({ name, id }: Pick<Change, 'name' | 'id'>): string =>
  name === 'settings' ? name : `${name.slice(0, -1)} ${id}`;

const valueText = (value: unknown): string => (value === undefined ? '(none)' : JSON.stringify(value));

const planText = (changes: readonly Change[], isPruning: boolean, style: Style): string => {
  const lines = changes.flatMap((change) => {
    const name = nameOf(change);
    switch (change.change) {
      case 'new':
        return [style('green', `+ ${name}`)];
      case 'changed':
        return [
          style('yellow', `~ ${name}`),
          ...change.fields.map(
            ({ path, before, after }) => `    ${path}: ${valueText(before)} → ${valueText(after)}`,
          ),
        ];
      case 'gone':
        return [isPruning ? style('red', `- ${name}`) : `  ${name} is not in the file (--prune deletes it)`];
      case 'unchanged':
        return [];
    }
  });
  const unchanged = changes.filter(({ change }) => change === 'unchanged').length;
  return [...lines, `${unchanged} unchanged`].join('\n');
};

const sentText = (sent: Sent, style: Style): string =>
  'failure' in sent
    ? `${style('red', sent.outcome)} ${nameOf(sent)}\n${failureText(sent.failure, style)}`
    : `${style('green', sent.outcome)} ${nameOf(sent)}`;
