import { listEntries, listOwnRefusedUsage } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../../data/query.ts';
import { usageTexts } from '../../usage/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';

const hasUsage = async (signal: AbortSignal): Promise<boolean> => {
  const [charged, refused] = await Promise.all([
    valueOf(client.call(listEntries, { query: { kind: 'usage', limit: 1 } }, { signal })),
    valueOf(client.call(listOwnRefusedUsage, { query: { limit: 1 } }, { signal })),
  ]);
  return charged.items.length + refused.items.length > 0;
};

/** Leads to the page about usage; nothing for who has none. */
export const UsageLink = () => {
  const has = useQuery({ queryKey: ['has-usage'], queryFn: ({ signal }) => hasUsage(signal) });
  if (has.data !== true) return null;
  return (
    <a class="button" href={href('/usage')}>
      {usageTexts().title}
    </a>
  );
};
