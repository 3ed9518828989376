import prices from '../../infra/cost/prices.json' with { type: 'json' };

/** MB: Lambda gives processor time in proportion to memory, and a full processor at this size. */
const FULL_PROCESSOR_MB = 1769;

/**
 * What a Lambda's time costs at a size.
 * @param cpu milliseconds of processor time that a call takes, and `waits` those in which it waits
 * @returns how long it is busy with itself (ms), and dollars for a million calls
 */
export const lambdaTime = (memory: number, { cpu, waits }: { cpu: number; waits: number }) => {
  const own = (cpu * FULL_PROCESSOR_MB) / Math.min(memory, FULL_PROCESSOR_MB);
  return { own, dollars: ((own + waits) * prices.million.lambdaMilliseconds * memory) / 1024 };
};
