import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { accessCosts } from './access-costs.ts';
import { agencyCosts } from './agency-costs.ts';
import { allowanceCosts } from './allowance-costs.ts';
import { auditCosts } from './audit-costs.ts';
import { billCosts } from './bill-costs.ts';
import { concurrentSpends } from './concurrent-spends.ts';
import { type Figure, tableOf } from './figure.ts';
import { firstAnswers } from './first-answer.ts';
import { hangingEndpoint } from './hanging-endpoint.ts';
import { handlerTime } from './handler-time.ts';
import { historyPages } from './history-page.ts';
import { hotAccount } from './hot-account.ts';
import { httpPath } from './http-path.ts';
import { importTimes } from './import-time.ts';
import { lambdaSizes } from './lambda-sizes.ts';
import { quietly } from './quiet.ts';
import { reconciliation } from './reconciliation.ts';
import { requestCosts } from './request-costs.ts';
import { mergeCosts } from './merge-costs.ts';
import { openRig, output } from './rig.ts';
import { startTime } from './start-time.ts';
import { storeCosts } from './store-costs.ts';
import { usedStack } from './used-stack.ts';

/** `npm run bench -- hot import` measures the parts with one of these words in their name. */
const words = process.argv.slice(2);
const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));

const rig = await openRig();
const figures: Figure[] = [];
try {
  const parts: [string, () => Promise<Figure | Figure[]>][] = [
    ['request units', requestCosts],
    ['request units of the store', storeCosts],
    ['bills', billCosts],
    ['profiles and figures', agencyCosts],
    ['merges of accounts', mergeCosts],
    ['the nightly audit', auditCosts],
    ['allowances', allowanceCosts],
    ['who may call', accessCosts],
    ['concurrent spends', concurrentSpends],
    ['handler time', handlerTime],
    ['history pages', historyPages],
    ['reconciliation', reconciliation],
    ['an endpoint that hangs', hangingEndpoint],
    ['a stack that has been used', usedStack],
    ['a hot account', hotAccount],
    ['the whole path over HTTP', httpPath],
    ['a start', startTime],
    ['sizes of Lambdas', () => lambdaSizes(rig.assembly)],
    ['first answers', () => firstAnswers(rig.assembly)],
    ['import time', () => importTimes(rig.assembly)],
  ];
  for (const [name, measure] of parts.filter(([part]) => isWanted(part))) {
    console.error(`Measuring: ${name} …`);
    const begin = performance.now();
    figures.push(...[await quietly(measure)].flat());
    console.error(`  ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  }
} finally {
  await rig.stop();
}

const missed = figures.filter(({ met }) => met === false).length;
const report = {
  at: new Date().toISOString(),
  node: process.version,
  processors: availableParallelism(),
  figures,
};
writeFileSync(path.join(output, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${tableOf(figures)}\n`);
// A budget that was missed is no failure: on a machine that others use, figures tell, they do not judge.
console.log(missed === 0 ? 'Every budget was met.' : `BUDGETS MISSED: ${missed}`);
