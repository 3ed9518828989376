import { startSandbox } from '@scrip/sandbox';
import type { Assembly } from '../../infra/local/template/assembly.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { type Bundle, deployedBundles } from './bundles.ts';
import { customerWork } from './customer-work.ts';
import { lambdaTime } from '../cost/prices.ts';
import type { Figure } from './figure.ts';
import type { Measured, Work, Worked } from './lambda-alone.ts';
import { runAlone } from './lambda-process.ts';
import { startServices } from './services.ts';
import { workerWork } from './worker-work.ts';

/** A Lambda may use three quarters of its memory here, so that larger inputs still fit. */
const MAX_MEMORY_SHARE = 0.75;

const stripe = { secretKey: 'sk_test_bench' };
const webhook = { url: 'http://127.0.0.1:9/nowhere', secret: 'whsec_bench' };

/** Memory sizes to compare. */
const SIZES_MB = [256, 512, 1024, 1769];

/** What a frequent call would take and cost at other sizes: its processor time is measured, its waiting assumed. */
const bySize = (lambda: string, { name, cpuMilliseconds }: Worked, waits: number): Figure => {
  const sizes = SIZES_MB.map((memory) => ({
    memory,
    ...lambdaTime(memory, { cpu: cpuMilliseconds, waits }),
  }));
  return {
    figure: `${lambda}: ${name}, by memory`,
    value: sizes
      .map(({ memory, own, dollars }) => `${memory} MB: ${own.toFixed(0)} ms, $${dollars.toFixed(2)}`)
      .join('; '),
    measured: Object.fromEntries(
      sizes.map(({ memory, dollars }) => [`dollarsAt${memory}Megabytes`, dollars]),
    ),
  };
};

const figuresOf = ({ name, memory }: Bundle, { startMilliseconds, startBytes, worked }: Measured): Figure[] =>
  worked.map((work) => {
    const [started, peak] = [startBytes / 1e6, work.peakBytes / 1e6];
    return {
      figure: `${name}: ${work.name}`,
      value: `${work.cpuMilliseconds.toFixed(1)} ms of CPU, ${peak.toFixed(0)} MB (start: ${startMilliseconds.toFixed(0)} ms, ${started.toFixed(0)} MB)`,
      budget: `<= ${MAX_MEMORY_SHARE * memory} MB`,
      met: peak <= MAX_MEMORY_SHARE * memory,
      measured: {
        memory,
        cpuMilliseconds: work.cpuMilliseconds,
        peakMegabytes: peak,
        startMilliseconds,
        startMegabytes: started,
      },
    };
  });

/** What each Lambda takes of processor and memory, for a call of what it does most and of what is largest. */
export const lambdaSizes = async (assembly: Assembly): Promise<Figure[]> => {
  const ledger = openLedger();
  const { agency } = await accountOfOpenAgency(ledger);
  const bundles = deployedBundles(assembly);
  const prefix =
    bundles
      .flatMap(({ environment }) => environment['SECRETS_PREFIX'] ?? [])
      .map((text) => text.replace(/^\//, ''))[0] ?? '';
  const secrets = new Map<string, object>();
  const put = (kind: string, value: object) => secrets.set(`${prefix}/${agency}/${kind}`, value);
  const services = await startServices(secrets);
  const sandbox = await startSandbox({ port: 0, dataDir: undefined, stripe: [{ ...stripe, webhook }] });
  put('providers', { stripe: { ...stripe, apiBase: sandbox.url } });
  const { works: ofWorkers, stop } = await workerWork(ledger, agency, { put });
  try {
    const works: Record<string, Work[]> = { ...(await customerWork(ledger, agency)), ...ofWorkers };
    const figures: Figure[] = [];
    for (const lambda of bundles) {
      const environment = { ...lambda.environment, ...servicesAt(services.endpoint) };
      const work = works[lambda.name];
      if (!work) continue;
      const measured = await runAlone({ ...lambda, environment }, work);
      figures.push(...figuresOf(lambda, measured));
      for (const [place, worked] of measured.worked.entries()) {
        const waits = work[place]?.waits;
        if (waits !== undefined) figures.push(bySize(lambda.name, worked, waits));
      }
    }
    return figures;
  } finally {
    await stop();
    await sandbox.stop();
    await services.stop();
    ledger.table.client.destroy();
  }
};

/** What the environment says of everything that is not the table. */
const servicesAt = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
  AWS_ENDPOINT_URL_SSM: endpoint,
  AWS_ENDPOINT_URL_SQS: endpoint,
  AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
  PAYMENT_QUEUE_URL: `${endpoint}/payments`,
  REQUEST_QUEUE_URL: `${endpoint}/requests`,
  EVENT_QUEUE_URL: `${endpoint}/events.fifo`,
  ENDPOINT_NETWORKS: '127.0.0.0/8',
});
