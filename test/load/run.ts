import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { booksOf } from './books.ts';
import { prepareCustomers } from './customers.ts';
import { growthOf, isLeak, watchMemory } from './memory.ts';
import { type Options, readOptions } from './options.ts';
import { play } from './play.ts';
import { linesOf, memoryTableOf, tableOf } from './report.ts';
import { output, startStackProcess } from './stack-process.ts';
import { errorsIn, type Tallies } from './tally.ts';

/** Different errors that are printed; all of them are in the file. */
const SHOWN = 10;

const measure = async (options: Options) => {
  console.error('Starting a stack …');
  const stack = await startStackProcess();
  try {
    const who = await prepareCustomers(stack, options.customers);
    console.error(
      `Playing for ${options.minutes} minutes: ${options.workers} workers, ${options.customers} customers …`,
    );
    const tallies: Tallies = new Map();
    const memory = watchMemory(stack.pid);
    const seconds = await play(stack.api, who, options, tallies);
    const minutes = await memory();
    console.error('Checking the books …');
    const books = await booksOf(stack.api, who.agencyToken)();
    return { tallies, seconds, minutes, books };
  } finally {
    await stack.end();
  }
};

const options = readOptions();
const { tallies, seconds, minutes, books } = await measure(options);
const lines = linesOf(tallies, seconds);
const errors = errorsIn(tallies);
const leak = isLeak(minutes);

const report = {
  at: new Date().toISOString(),
  node: process.version,
  processors: availableParallelism(),
  options,
  seconds,
  lines,
  memory: { minutes, growth: growthOf(minutes, 'stack') ?? null, leak },
  books,
  errors,
};
mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'load.json'), `${JSON.stringify(report, null, 2)}\n`);

const memoryVerdict =
  growthOf(minutes, 'stack') === undefined ? 'TOO SHORT TO TELL' : leak ? 'LEAK' : 'no leak';
console.log(`\n${tableOf(lines)}\n\n${memoryTableOf(minutes)}\n`);
for (const line of [...[...new Set(errors)].slice(0, SHOWN), ...books.differences]) console.log(`  ${line}`);
console.log(`Errors: ${errors.length}. Memory: ${memoryVerdict}.`);
console.log(
  `Books: ${books.accounts} accounts and ${books.entries} entries audited, ${books.differences.length} differences.`,
);
console.log(
  'The figures are those of the stand-in on this machine: its table engine writes slower as its stream grows.',
);
if (errors.length > 0 || leak || books.differences.length > 0) process.exitCode = 1;
