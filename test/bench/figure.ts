import { median } from './timing.ts';

/** One line of the benchmark's table. */
export type Figure = {
  figure: string;
  value: string;
  /** Undefined where a figure is only there to be seen. */
  budget?: string;
  met?: boolean;
  /** The numbers behind the value, by names that carry their unit. */
  measured: Record<string, number>;
};

/** @param medians of two things, in milliseconds: the figure is the first over the second */
export const ratio = (
  figure: string,
  [over = Number.NaN, under = Number.NaN]: readonly number[],
  budget: number | undefined,
): Figure => {
  const value = over / under;
  return {
    figure,
    value: `${value.toFixed(2)} (${over.toFixed(2)} ms ÷ ${under.toFixed(2)} ms)`,
    ...(budget !== undefined && { budget: `<= ${budget}`, met: value <= budget }),
    measured: { ratio: value, overMilliseconds: over, underMilliseconds: under },
  };
};

/**
 * @param rounds how often two things were done in a second, in rounds of one run: the figure is the median of the first over
 *   the second
 */
export const rateRatio = (
  figure: string,
  rounds: readonly { over: number; under: number }[],
  budget: number,
): Figure => {
  const value = median(rounds.map(({ over, under }) => over / under));
  const over = median(rounds.map((round) => round.over));
  const under = median(rounds.map((round) => round.under));
  return {
    figure,
    value: `${value.toFixed(2)} (${over.toFixed(0)} ÷ ${under.toFixed(0)} a second)`,
    budget: `>= ${budget}`,
    met: value >= budget,
    measured: { ratio: value, overPerSecond: over, underPerSecond: under },
  };
};

const verdict = ({ met }: Figure): string => (met === undefined ? '' : met ? 'met' : 'MISSED');

/** @returns the figures as lines of text, in columns */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [
    ['figure', 'value', 'budget', ''],
    ...figures.map((figure) => [figure.figure, figure.value, figure.budget ?? '', verdict(figure)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
