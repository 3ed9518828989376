import { number } from '../language/format.ts';
import { common } from '../language/texts.ts';

/** One value at the end of each day, week or month. */
export type ChartPoint = { label: string; value: number };

const WIDTH = 600;
const HEIGHT = 128;

/** A path of steps, as credits move at moments: a curve would invent balances that never were. */
const stepsOf = (values: readonly number[], lowest: number, highest: number): string => {
  const range = Math.max(1, highest - lowest);
  const width = WIDTH / Math.max(1, values.length);
  const top = (value: number): string => (HEIGHT - ((value - lowest) / range) * (HEIGHT - 8)).toFixed(1);
  const steps = values.map((value, index) =>
    index === 0 ? `M0 ${top(value)}` : `H${(index * width).toFixed(1)}V${top(value)}`,
  );
  return `${steps.join('')}H${WIDTH}`;
};

/** A balance over time, with the same numbers as a table below. */
export const StepChart = ({ title, points }: { title: string; points: readonly ChartPoint[] }) => {
  const values = points.map(({ value }) => value);
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const line = stepsOf(values, lowest, highest);
  const base = HEIGHT - ((0 - lowest) / Math.max(1, highest - lowest)) * (HEIGHT - 8);
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <span>{common.value.chart.highest(number(highest))}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="area" d={`${line}V${base}H0Z`} />
        <path class="base" d={`M0 ${base}H${WIDTH}`} />
        <path class="line" d={line} />
      </svg>
      <p class="axis">
        <span>{points[0]?.label}</span>
        <span>{common.value.chart.today}</span>
      </p>
      <details class="no-print">
        <summary class="small">{common.value.chart.asTable}</summary>
        <div class="scroll" tabIndex={0} role="group" aria-label={title}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{common.value.chart.day}</th>
                <th scope="col" class="amount">
                  {common.value.chart.balance}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map(({ label, value }) => (
                <tr key={label}>
                  <td>{label}</td>
                  <td class="amount">{number(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
};
