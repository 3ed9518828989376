import {
  listRefusedUsage,
  reportUsage,
  type Client,
  type Fault,
  type PlannedUsage,
  type RefusedUsage,
  type ReportedUsage,
  type UsageInput,
} from '@scrip/client';
import { refuse, type BadLine } from '../bad-lines.ts';
import { command, type Context } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { DRY_RUN } from '../dry-run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readGiven } from '../files.ts';
import { firstOf, LINES, printList } from '../lists.ts';
import { readEvents, requestsOf, type UsageLine } from '../usage/lines.ts';

export const reportUsageFile = command({
  summary: 'Report the usage events of a file, each charged once however often it is sent',
  usage: '<events.jsonl>',
  positionals: [1, 1],
  details: [
    'A line is one event in JSON: id, account, meter, quantity, time, and optionally spender and reference. The form of all lines',
    'is checked before anything is sent. After an interruption, run it again: an event is known by its account, id and time.',
    'Accepted events are charged within seconds; "scrip usage refused" lists those that could not be.',
  ].join('\n'),
  options: DRY_RUN,
  examples: ['scrip usage report events.jsonl --dry-run', 'scrip usage report events.jsonl'],
  run: async (context, values, [file = '']) => {
    const { lines, bad } = readEvents(await readGiven(file));
    if (bad.length > 0) {
      context.output.result({ bad }, () => '');
      return refuse(context, bad, 'Nothing was sent.');
    }
    const { client } = await connect(context);
    return values['dry-run'] ? await plan(context, client, lines) : await report(context, client, lines);
  },
});

type Said = ReportedUsage | PlannedUsage;

/** What came of the lines that the API took, and what is wrong in the first request that it did not take. */
type Answered<Of extends Said> = { taken: { line: number; said: Of }[]; bad: BadLine[] };

type Sent<Of extends Said> =
  | { ok: true; value: { events: readonly Of[] } }
  | { ok: false; failure: { code: string; faults?: Fault[] | undefined }; orThrow: () => never };

/** Sends the requests of a file one after the other: an account's usage is charged in the order in which it is reported. */
const inOrder = async <Of extends Said>(
  { output }: Context,
  lines: readonly UsageLine[],
  send: (body: UsageInput) => Promise<Sent<Of>>,
): Promise<Answered<Of>> => {
  const taken: Answered<Of>['taken'] = [];
  for (const some of requestsOf(lines)) {
    const sent = await send({ events: some.map(({ event }) => event) });
    if (!sent.ok) return { taken, bad: badLines(some, sent.failure.faults) ?? sent.orThrow() };
    for (const [place, said] of sent.value.events.entries())
      taken.push({ line: some[place]?.line ?? Number.NaN, said });
    if (taken.length < lines.length) output.note(`${taken.length} of ${lines.length} events sent`);
  }
  return { taken, bad: [] };
};

/** The lines of a request in which the API found faults; undefined where those are about something else. */
const badLines = (some: readonly UsageLine[], faults: readonly Fault[] = []): BadLine[] | undefined => {
  const bad = faults.flatMap(({ pointer, message }) => {
    const [, place = '', column = ''] = /^\/events\/(\d+)\/?(.*)$/.exec(pointer) ?? [];
    const line = some[Number(place)]?.line;
    return place === '' || line === undefined ? [] : [{ line, column, message }];
  });
  return bad.length === 0 ? undefined : bad;
};

const refusedAmong = ({ taken, bad }: Answered<Said>): BadLine[] => [
  ...taken.flatMap(({ line, said: { status, reason = status } }) =>
    status === 'refused' ? [{ line, message: reason }] : [],
  ),
  ...bad,
];

/** What became of the events that are not named. */
const restOf = ({ taken, bad }: Answered<ReportedUsage>): string => {
  if (bad.length === 0) return 'All others were accepted.';
  return taken.length === 0 ? 'Nothing was sent.' : `Only the first ${taken.length} events were sent.`;
};

const report = async (
  context: Context,
  client: Client<'agency'>,
  lines: readonly UsageLine[],
): Promise<ExitCode> => {
  const answered = await inOrder(context, lines, (body) => client.call(reportUsage, { body }));
  const refused = refusedAmong(answered);
  const accepted = answered.taken.filter(({ said }) => said.status === 'accepted').length;
  context.output.result({ accepted, refused }, () => `${accepted} of ${lines.length} events accepted`);
  if (refused.length === 0) return EXIT.done;
  return refuse(context, refused, restOf(answered));
};

const plan = async (
  context: Context,
  client: Client<'agency'>,
  lines: readonly UsageLine[],
): Promise<ExitCode> => {
  const answered = await inOrder(context, lines, (body) => client.dryRun(reportUsage, { body }));
  const refused = refusedAmong(answered);
  const known = answered.taken.filter(({ said }) => said.known).length;
  const fresh = answered.taken.filter(({ said }) => !said.known && said.status === 'charged');
  const credits = fresh.reduce((sum, { said }) => sum + said.credits, 0);
  context.output.result(
    { dryRun: true, charged: fresh.length, credits, known, refused },
    () => `would charge ${fresh.length} events, ${credits} credits; ${known} were reported before`,
  );
  return refused.length === 0 ? EXIT.done : refuse(context, refused, 'Nothing was reported.');
};

const HEAD = ['at', 'account', 'event', 'meter', 'units', 'time', 'reason'];

type RefusedEvent = RefusedUsage['events'][number] & Pick<RefusedUsage, 'account' | 'at'>;

const eventsOf = async function* (refused: AsyncIterable<RefusedUsage>): AsyncGenerator<RefusedEvent> {
  for await (const { account, at, events } of refused)
    for (const event of events) yield { at, account, ...event };
};

const rowOf = ({ at, account, id, meter, quantity, time, reason }: RefusedEvent) => [
  at,
  account,
  id,
  meter,
  String(quantity),
  time,
  reason,
];

export const refusedUsage = command({
  summary: 'List usage events that were refused for good, and why',
  usage: '[account]',
  positionals: [0, 1],
  details: 'To charge such usage after all, report it under another ID.',
  options: LINES,
  examples: ['scrip usage refused', 'scrip usage refused alice --json'],
  run: async (context, { lines }, [account]) => {
    const { client } = await connect(context);
    const query = account === undefined ? {} : { account };
    const found = await firstOf(eventsOf(client.list(listRefusedUsage, { query })), lines);
    return printList(context, found, { head: HEAD, rowOf, none: 'no refused usage' });
  },
});
