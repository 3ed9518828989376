import { number } from '../language/format.ts';
import { common } from '../language/texts.ts';

/** Two amounts of one period, side by side. */
export type BarGroup = { label: string; values: readonly [number, number] };

const WIDTH = 900;
const HEIGHT = 180;

/** A round number that the highest bar stays below: 1, 2 or 5 with zeros. */
const niceMaximum = (highest: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= highest) ?? highest;
};

/** Amounts by period, with the same numbers as a table below. */
export const BarChart = ({
  title,
  names,
  groups,
}: {
  title: string;
  names: readonly [string, string];
  groups: readonly BarGroup[];
}) => {
  const maximum = niceMaximum(Math.max(0, ...groups.flatMap(({ values }) => values)));
  const width = WIDTH / Math.max(1, groups.length);
  const bar = Math.min(22, width * 0.3);
  return (
    <figure class="chart">
      <figcaption>
        <span class="row">
          <span class="key first">{names[0]}</span>
          <span class="key second-bar">{names[1]}</span>
        </span>
        <span>{number(maximum)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" class="bars">
        {[0, 0.5, 1].map((part) => (
          <path key={part} class="base" d={`M0 ${part * HEIGHT}H${WIDTH}`} />
        ))}
        {groups.map(({ label, values }, group) =>
          values.map((value, index) => {
            const height = (value / maximum) * HEIGHT;
            const x = group * width + width / 2 + (index === 0 ? -bar - 1 : 1);
            return (
              <rect
                key={`${label}-${index}`}
                class={index === 0 ? 'bar' : 'bar other'}
                x={x}
                y={HEIGHT - height}
                width={bar}
                height={height}
              />
            );
          }),
        )}
      </svg>
      <p class="axis">
        <span>{groups[0]?.label}</span>
        <span>{groups.at(-1)?.label}</span>
      </p>
      <details>
        <summary class="small">{common.value.chart.asTable}</summary>
        <div class="scroll" tabIndex={0} role="group" aria-label={title}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{common.value.chart.day}</th>
                {names.map((name) => (
                  <th key={name} scope="col" class="amount">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.toReversed().map(({ label, values }) => (
                <tr key={label}>
                  <td>{label}</td>
                  {values.map((value, index) => (
                    <td key={index} class="amount">
                      {number(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
};
