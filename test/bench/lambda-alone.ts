/** A kind of work: the events that it consists of, one after the other. */
export type Work = {
  name: string;
  events: unknown[];
  /** Milliseconds that a call waits for others on AWS, as assumed in infra/cost/operation.ts; given where it is frequent. */
  waits?: number;
};

/** What work took. Memory is the most that the whole process has held until then. */
export type Worked = { name: string; calls: number; cpuMilliseconds: number; peakBytes: number };

/** What a Lambda took to start, and then for each work. */
export type Measured = { startMilliseconds: number; startBytes: number; worked: Worked[] };

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** We sample because the system's high-water mark of memory starts at the parent process's. */
const SAMPLE_INTERVAL_MS = 10;

/** Share of calls that run first, untimed, so that the code is compiled. */
const WARM_UP_SHARE = 0.25;

/** What a handler asks of its invocation: nothing is cut off. */
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 900_000 };

let peakBytes = 0;
const sample = (): void => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
};

/** Of all threads, as Lambda shares out its processors: garbage collection has some of its own. */
const cpuMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What failed would be measured as something quick. */
const check = (answer: unknown): void => {
  const text = JSON.stringify([answer]);
  if (/"statusCode":[345]|"itemIdentifier"/.test(text)) throw new Error(text.slice(0, 1000));
};

const run = async (handler: Handler, { name, events }: Work): Promise<Worked> => {
  const warmUp = Math.floor(events.length * WARM_UP_SHARE);
  let begin = cpuMilliseconds();
  for (const [place, event] of events.entries()) {
    if (place === warmUp) begin = cpuMilliseconds();
    check(await handler(event, context));
    sample();
  }
  const calls = events.length - warmUp;
  return { name, calls, cpuMilliseconds: (cpuMilliseconds() - begin) / calls, peakBytes };
};

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

const main = async (works: readonly Work[]): Promise<void> => {
  const loaded: { handler?: unknown } = await import(process.argv[2] ?? '');
  const { handler } = loaded;
  if (!isHandler(handler)) throw new TypeError('no handler');
  sample();
  const measured: Measured = { startMilliseconds: cpuMilliseconds(), startBytes: peakBytes, worked: [] };
  const sampler = setInterval(sample, SAMPLE_INTERVAL_MS);
  for (const work of works) measured.worked.push(await run(handler, work));
  clearInterval(sampler);
  process.send?.(measured, () => process.disconnect());
};

process.once('message', (works: Work[]) => void main(works));
