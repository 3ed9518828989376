import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { createTablesOfAssembly } from '../../infra/local/aws/tables.ts';
import { freePort } from '../../infra/local/ports.ts';
import { seed } from '../../infra/local/seed/seed.ts';
import { startStack } from '../../infra/local/stack.ts';
import { synthesize } from '../../infra/local/template/synth.ts';
import { ledgerAt } from '../support/ledger.ts';
import { type Figure, ratio } from './figure.ts';
import { writeHistory } from './long-history.ts';
import { byTurns, timed } from './timing.ts';

const LONG_HISTORY = 20_000;
const SHORT_HISTORY = 100;
const ROUNDS = 200;
const WARM_UP = 30;
const MAX_RATIO = 1.2;

const AUDIENCE = 'scrip';
const CUSTOMER = { agency: 'demo', account: 'bench' };

const position = z.object({ shards: z.record(z.string(), z.coerce.number()) });

/** Waits until the publisher has read as many changes of the table. */
const untilPublished = async (directory: string, changes: number): Promise<void> => {
  const folder = path.join(directory, 'streams');
  for (;;) {
    // A position is written to a file beside it, which then takes its name.
    const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
    const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
    const read = texts.flatMap((text) => Object.values(position.parse(JSON.parse(text)).shards));
    if (Math.max(0, ...read) >= changes) return;
    await sleep(200);
  }
};

/** What a spend over HTTP takes on a stack on disk that has been used, over one that is nearly new. */
export const usedStack = async (): Promise<Figure> => {
  const home = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
  const issuer = await startIssuer({
    url: `http://localhost:${await freePort()}`,
    audience: AUDIENCE,
    keyFile: path.join(home, 'signing-key.json'),
  });
  const { assembly } = await synthesize('bench-stack', {
    stage: 'local',
    issuer: issuer.url,
    audience: AUDIENCE,
  });
  const token = await issuer.mint({ ...CUSTOMER, scopes: ['credits:spend'] });
  const ending = [() => rm(home, { recursive: true }), () => issuer.stop()];

  const open = async (entries: number) => {
    const directory = path.join(home, String(entries));
    const engine = await startDynamoDb({ file: path.join(directory, 'dynamodb', 'tables.db') });
    const [table = ''] = await createTablesOfAssembly(assembly, engine.endpoint);
    await seed({ dynamoDbEndpoint: engine.endpoint, tableName: table });
    await writeHistory(ledgerAt(engine.endpoint, table), CUSTOMER, entries);
    await engine.stop();
    const stack = await startStack({ assembly, directory });
    ending.push(() => stack.stop());
    await stack.warmUp();
    await untilPublished(directory, entries);
    let spends = 0;
    return async () =>
      await timed(async () => {
        const answer = await fetch(`${stack.api}/v1/spends`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': `spend-${(spends += 1)}`,
          },
          body: JSON.stringify({ amount: 1, reference: 'bench' }),
        });
        assert.equal(answer.status, 201, await answer.text());
      });
  };

  try {
    const spends = [await open(LONG_HISTORY), await open(SHORT_HISTORY)];
    const medians = await byTurns(spends, { rounds: ROUNDS, warmUp: WARM_UP });
    return ratio(
      `a spend over HTTP after ${LONG_HISTORY} entries ÷ after ${SHORT_HISTORY} (p50)`,
      medians,
      MAX_RATIO,
    );
  } finally {
    for (let end = ending.pop(); end; end = ending.pop()) await end();
  }
};
