import type { Entry, ScripEvent } from '@scrip/client';
import type { Style } from '../output.ts';

/** An event in one line. */
export const eventText = ({ time, type, subject, data }: ScripEvent, style: Style): string =>
  `${style('dim', time)}  ${style('bold', type)}  ${subject ?? ''}  ${JSON.stringify(data)}`;

/** An entry in one line. */
export const entryText = (
  { at, number, type, amount, kind, reference, label, meter, quantity, restricted = [], balance }: Entry,
  style: Style,
): string => {
  const signed = style(type === 'in' ? 'green' : 'red', `${type === 'in' ? '+' : '-'}${amount}`);
  const parts = restricted.map(
    ({ credits, onlyFor }) => `${credits} only for ${Object.values(onlyFor).flat().join(', ')}`,
  );
  const usage = meter === undefined ? [] : [`${quantity} of ${meter}`];
  const what = [kind, reference, ...(label === undefined ? [] : [label]), ...usage, ...parts].join('  ');
  return `${style('dim', at)}  ${number}  ${signed}  ${what}  = ${balance}`;
};
