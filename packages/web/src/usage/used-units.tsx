import type { Entry } from '@scrip/client';
import { number } from '../language/format.ts';
import { usageTexts } from './texts.ts';

/**
 * How many units an entry of usage is for; nothing of any other.
 * @property href where one sees more of it
 */
export const UsedUnits = ({
  entry: { quantity, events },
  href,
}: {
  entry: Entry;
  href?: string | undefined;
}) => {
  if (quantity === undefined) return null;
  const text = usageTexts().charged(number(quantity), events === undefined ? undefined : number(events));
  return href === undefined ? (
    <span class="block small second">{text}</span>
  ) : (
    <a class="block small" href={href}>
      {text}
    </a>
  );
};
