import { setTimeout as sleep } from 'node:timers/promises';
import { listAccountEntries, type Client, type Entry } from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { followEvents } from '../events/follow.ts';
import { EVENT_OPTIONS, eventInput } from '../events/options.ts';
import { entryText, eventText } from '../events/text.ts';
import { EXIT, usageError } from '../exit.ts';

const LOOK_EVERY_MS = 2000;
const MAX_LINES = 100;
const RECEIVED = 204;

export const tail = command({
  summary: 'Print the agency’s events, or the entries of an account, as they happen',
  usage: '[account]',
  positionals: [0, 1],
  details: [
    'With an account: its latest entries, then each new one within seconds. Without: the events of the agency, received',
    'as "scrip listen" does. With --json, each is a line.',
  ].join('\n'),
  options: {
    lines: {
      type: 'string',
      value: 'N',
      summary: 'How many of an account’s entries to begin with (default: 10)',
    },
    ...EVENT_OPTIONS,
  },
  examples: ['scrip tail', 'scrip tail alice --lines 20', 'scrip tail --json --type credits.spent'],
  run: async (context, { lines = '10', ...values }, [account]) => {
    const { output } = context;
    if (account === undefined) {
      await followEvents(context, eventInput(values), ({ event }) => {
        output.record(event, (style) => eventText(event, style));
        return Promise.resolve(RECEIVED);
      });
      return EXIT.done;
    }
    const count = Number(lines);
    if (!Number.isInteger(count) || count < 0 || count > MAX_LINES) {
      throw usageError(`--lines is a number up to ${MAX_LINES}, not '${lines}'`);
    }
    const { client } = await connect(context);
    for await (const entry of entriesOf(client, account, count, context.interruption())) {
      output.record(entry, (style) => entryText(entry, style));
    }
    return EXIT.done;
  },
});

/** The latest entries of an account, the oldest first, then each new one. */
async function* entriesOf(
  client: Client<'agency'>,
  account: string,
  count: number,
  signal: AbortSignal,
): AsyncGenerator<Entry> {
  const params = { accountId: account };
  const newest = { order: 'newest', limit: Math.max(count, 1) } as const;
  const latest = (await client.call(listAccountEntries, { params, query: newest })).orThrow().items;
  yield* latest.slice(0, count).toReversed();
  let last = latest[0];
  while (!signal.aborted) {
    const query = { order: 'oldest', ...(last && { from: last.at }) } as const;
    for await (const entry of client.list(listAccountEntries, { params, query })) {
      if (last && entry.number <= last.number) continue;
      yield entry;
      last = entry;
    }
    // Ctrl-C ends the wait early, and the loop with it.
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
