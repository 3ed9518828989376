import path from 'node:path';
import { getSettings } from '@scrip/client';
import { refuse, type BadLine } from '../bad-lines.ts';
import { command, type Context } from '../command.ts';
import { confirm } from '../confirm.ts';
import { connect, type Connection } from '../credentials/connect.ts';
import { EXIT, usageError } from '../exit.ts';
import type { Failure } from '../failure.ts';
import { readGiven } from '../files.ts';
import { inParallel } from '../in-parallel.ts';
import { noteMovements } from '../import/journal.ts';
import { readLines, type ImportLine } from '../import/lines.ts';
import { movementsOf, type Movement } from '../import/movements.ts';
import { unknownThings } from '../import/only-for.ts';
import { post, postProfile } from '../import/post.ts';
import { preview } from '../import/preview.ts';
import { progressOf } from '../import/progress.ts';

const REASON = 'Opening balance';

export const importAccounts = command({
  summary: 'Import opening balances and profiles from a CSV file, each line once',
  usage: '<accounts.csv>',
  positionals: [1, 1],
  details: [
    'Columns: account, balance, and optionally expires (2027-12-31), class (paid, promo), only_for (what the credits are',
    'for, such as product:brushes|meter:api-calls; also category: and service:), old_id (the reference of the entry), name,',
    'email, external_id, note. Commas, semicolons or tabs; UTF-8, with or without a byte order mark.',
    '',
    'The whole file is checked first, here and by dry runs of the API; if a line is wrong, nothing is sent. Run it again',
    'after an interruption: what was imported is not imported again. "scrip import undo" takes an import back.',
  ].join('\n'),
  options: {
    'dry-run': { type: 'boolean', summary: 'Check and say what would be imported; send nothing' },
    id: { type: 'string', value: 'ID', summary: 'Name the import (default: the name of the file)' },
    class: {
      type: 'string',
      value: 'CLASS',
      summary: 'The class of lines that name none: paid or promo (default: promo)',
    },
    reason: {
      type: 'string',
      value: 'TEXT',
      summary: `What customers read in their history (default: "${REASON}")`,
    },
    yes: { type: 'boolean', summary: 'Do not ask' },
  },
  examples: [
    'scrip import accounts.csv --dry-run',
    'scrip import accounts.csv --class paid --yes',
    'scrip import undo accounts',
  ],
  run: async (context, values, [file = '']) => {
    const { output } = context;
    const importId = values.id ?? path.parse(file).name.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(importId))
      throw usageError('--id has 1 to 64 letters, digits, - and _');
    const usualClass = values.class ?? 'promo';
    if (usualClass !== 'paid' && usualClass !== 'promo') throw usageError('--class is paid or promo');
    const { lines, bad } = readLines(await readGiven(file), usualClass);
    if (bad.length > 0) return refuseAll(context, bad);
    const connection = await connect(context);
    const unknown = await unknownThings(connection.client, lines);
    if (unknown.length > 0) return refuseAll(context, unknown);
    const movements = movementsOf(importId, values.reason ?? REASON, lines);
    const looked = await look(context, connection, movements);
    if (looked.bad.length > 0) return refuseAll(context, looked.bad);
    const plan = {
      import: importId,
      lines: lines.length,
      ...summaryOf(movements, looked.fresh),
      ...looked.counts,
    };
    const profiles = lines.filter(({ profile }) => Object.keys(profile).length > 0);
    const planText = [
      `Import '${importId}': ${plan.lines} lines, ${looked.fresh.length} with credits to import, ${plan.done} imported before.`,
      `Credits: ${plan.paid} paid, ${plan.promo} promo${plan.restricted > 0 ? `, ${plan.restricted} of them for some things only` : ''}. Profiles: ${profiles.length}.`,
      ...(plan.withCredits > 0
        ? [`${plan.withCredits} lines are for accounts that already have credits.`]
        : []),
    ].join('\n');
    if (values['dry-run']) {
      output.result({ ...plan, dryRun: true }, () => planText);
      return EXIT.done;
    }
    output.note(planText);
    await confirm(context, 'Import this?', values.yes ?? false);
    await noteMovements(context, connection, importId, movements);
    const done = await send(context, connection, movements, profiles);
    output.result({ ...plan, ...done.counts, refused: done.bad }, (style) =>
      [
        `${style('green', 'Imported')} ${done.counts.posted} lines; ${done.counts.alreadyPosted} were imported before.`,
        `Profiles: ${done.counts.profiles} written, ${done.counts.profilesKept} left as they were.`,
      ].join('\n'),
    );
    if (done.bad.length > 0) return refuse(context, done.bad, 'The other lines were imported.');
    return EXIT.done;
  },
});

const refuseAll = (context: Context, bad: readonly BadLine[]) => {
  context.output.result({ bad }, () => '');
  return refuse(context, bad, 'Nothing was sent.');
};

const badLine = ({ line }: { line: number }, { title, detail, code, faults = [] }: Failure): BadLine => ({
  line,
  message: [title, detail, ...faults.map(({ pointer, message }) => `${pointer} ${message}`), `(${code})`]
    .filter(Boolean)
    .join(' '),
});

/** Asks the API what each line would come to. */
const look = async ({ output }: Context, { client }: Connection, movements: readonly Movement[]) => {
  // Where there is no agency, or no right to read it, one failure is better than one for each line.
  (await client.call(getSettings)).orThrow();
  const looks = await inParallel(
    movements,
    (moved) => preview(client, moved),
    progressOf(output, 'checked', movements.length),
  );
  const bad: BadLine[] = [];
  const fresh: Movement[] = [];
  const counts = { done: 0, withCredits: 0 };
  for (const [index, moved] of movements.entries()) {
    const found = looks[index];
    if (found?.outcome === 'refused') bad.push(badLine(moved, found.failure));
    if (found?.outcome === 'done') counts.done += 1;
    if (found?.outcome === 'new') {
      fresh.push(moved);
      if (found.balanceBefore !== 0) counts.withCredits += 1;
    }
  }
  return { bad, fresh, counts };
};

const summaryOf = (movements: readonly Movement[], fresh: readonly Movement[]) => {
  const sum = (isMeant: (moved: Movement) => boolean): number =>
    fresh.reduce((total, moved) => (isMeant(moved) ? total + moved.amount : total), 0);
  return {
    movements: movements.length,
    new: fresh.length,
    paid: sum((moved) => moved.class === 'paid'),
    promo: sum((moved) => moved.class === 'promo'),
    restricted: sum((moved) => moved.onlyFor !== undefined),
  };
};

const send = async (
  { output }: Context,
  { client }: Connection,
  movements: readonly Movement[],
  profiles: readonly ImportLine[],
) => {
  const bad: BadLine[] = [];
  const counts = { posted: 0, alreadyPosted: 0, profiles: 0, profilesKept: 0 };
  const written = await inParallel(profiles, ({ account, profile }) => postProfile(client, account, profile));
  for (const [index, line] of profiles.entries()) {
    const found = written[index];
    if (found?.outcome === 'refused') bad.push(badLine(line, found.failure));
    else if (found?.outcome === 'posted') counts.profiles += 1;
    else counts.profilesKept += 1;
  }
  const posted = await inParallel(
    movements,
    (moved) => post(client, moved),
    progressOf(output, 'imported', movements.length),
  );
  for (const [index, moved] of movements.entries()) {
    const found = posted[index];
    if (found?.outcome === 'refused') bad.push(badLine(moved, found.failure));
    else if (found?.outcome === 'done') counts.alreadyPosted += 1;
    else counts.posted += 1;
  }
  return { bad, counts };
};
