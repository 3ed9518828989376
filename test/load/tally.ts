/** What became of a call; an error says what was wrong. */
export type Outcome = 'ok' | { refusal: string } | { error: string };

/** The calls of one name: how long each took in milliseconds, and those that were not simply answered. */
export type Tally = { times: number[]; refusals: Map<string, number>; errors: string[] };

/** Every call of a run, by its name in the mix. */
export type Tallies = Map<string, Tally>;

export const record = (tallies: Tallies, name: string, time: number, outcome: Outcome): void => {
  const tally: Tally = tallies.get(name) ?? { times: [], refusals: new Map(), errors: [] };
  tallies.set(name, tally);
  tally.times.push(time);
  if (outcome === 'ok') return;
  if ('error' in outcome) tally.errors.push(outcome.error);
  else tally.refusals.set(outcome.refusal, (tally.refusals.get(outcome.refusal) ?? 0) + 1);
};

export const errorsIn = (tallies: Tallies): string[] =>
  [...tallies].flatMap(([name, { errors }]) => errors.map((error) => `${name}: ${error}`));

/** @returns the time in milliseconds within which this part (0 to 1) of them was answered */
export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
