import { listAccountDailyUsage } from '@scrip/client';
import { valueOf } from '../../data/query.ts';
import { MonthUsage } from '../../usage/month-usage.tsx';
import { client } from '../client.ts';

/** What the account used of the agency's meters, month by month. */
export const Usage = ({ accountId }: { accountId: string }) => (
  <MonthUsage
    of={accountId}
    read={(query, signal) =>
      valueOf(client.call(listAccountDailyUsage, { params: { accountId }, query }, { signal }))
    }
  />
);
