import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Assembly } from '../../infra/local/template/assembly.ts';
import { type Bundle, deployedBundles, documentClientBundle } from './bundles.ts';
import type { Figure } from './figure.ts';
import { byTurns } from './timing.ts';

const ROUNDS = 15;
const WARM_UP = 2;
/** The Lambda that customers wait for most. */
const BUDGETS: Record<string, number> = { account: 1.5 };

const run = promisify(execFile);

const LOAD =
  'const start = performance.now(); require(process.argv[1]); console.log(performance.now() - start);';

/** @returns milliseconds that a new process spends on loading the bundle and on nothing else */
const load = async ({ file, environment }: Bundle): Promise<number> => {
  const { stdout } = await run(process.execPath, ['--eval', LOAD, file], {
    env: { AWS_REGION: 'us-east-1', NODE_ENV: 'production', ...environment },
  });
  return Number(stdout);
};

const kilobytes = ({ file }: Bundle): number => statSync(file).size / 1000;

/** What each Lambda's code takes to load, over what the document client alone takes. */
export const importTimes = async (assembly: Assembly): Promise<Figure[]> => {
  const alone = await documentClientBundle();
  const bundles = deployedBundles(assembly);
  const [under = Number.NaN, ...times] = await byTurns(
    [alone, ...bundles].map((bundle) => () => load(bundle)),
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  return bundles.map((bundle, place): Figure => {
    const over = times[place] ?? Number.NaN;
    const budget = BUDGETS[bundle.name];
    const [size, sizeAlone] = [kilobytes(bundle), kilobytes(alone)];
    return {
      figure: `import of ${bundle.name} ÷ of the ${alone.name} (p50)`,
      value: `${(over / under).toFixed(2)} (${over.toFixed(0)} ms, ${size.toFixed(0)} KB ÷ ${under.toFixed(0)} ms, ${sizeAlone.toFixed(0)} KB)`,
      ...(budget !== undefined && { budget: `<= ${budget}`, met: over / under <= budget }),
      measured: {
        ratio: over / under,
        overMilliseconds: over,
        underMilliseconds: under,
        overKilobytes: size,
        underKilobytes: sizeAlone,
      },
    };
  });
};
