import './silence.ts';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { openRig } from '../bench/rig.ts';
import { DRAWN, PROVIDER_FAULTS } from './provider-faults.ts';
import { play } from './scenario.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
    // Provider faults to draw beside those of every scenario, with commas between them.
    with: { type: 'string', default: '' },
  },
});
const first = Number(values.from);
const total = Number(values.seeds);

const drawn = new Set([
  ...DRAWN,
  ...values.with
    .split(',')
    .filter((name) => name !== '')
    .map((name) => z.enum(PROVIDER_FAULTS).parse(name)),
]);

const done = new Map<string, number>();
const failed: number[] = [];
let turns = 0;
/** Scenarios between two progress lines. */
const PROGRESS_INTERVAL = 100;

const rig = await openRig();
try {
  for (let seed = first; seed < first + total; seed += 1) {
    const outcome = await play(seed, openLedger(), drawn);
    turns += outcome.turns;
    for (const [kind, times] of outcome.done) done.set(kind, (done.get(kind) ?? 0) + times);
    if (outcome.differences.length > 0) {
      failed.push(seed);
      console.log(`seed ${seed}:\n  ${outcome.differences.join('\n  ')}`);
    }
    const played = seed - first + 1;
    if (played % PROGRESS_INTERVAL === 0) console.log(`${played} scenarios played`);
  }
} finally {
  await rig.stop();
}
const summary = [...done].map(([kind, times]) => `${times} ${kind}`).join(', ');
console.log(`${total} scenarios of ${turns} turns; occurred: ${summary}`);
console.log(`${failed.length} scenarios where something differs`);
if (failed.length > 0) {
  console.log(`To play one again: npm run simulate -- --seeds 1 --from ${failed[0]}`);
  process.exitCode = 1;
}
// Requests that crashed have left timers behind, which nobody waits for.
process.exit();
