import { createAccountSpenderKey, listAccountSpenderKeys, revokeAccountSpenderKey } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Keys } from '../../budgets/keys.tsx';
import { valueOf } from '../../data/query.ts';
import { client } from '../client.ts';
import { useSpenders } from './use-spenders.ts';

/** The keys with which agents and devices of the account spend under their budgets. */
export const SpenderKeys = ({ accountId }: { accountId: string }) => {
  const params = { accountId };
  const spenders = useSpenders(accountId);
  const keys = useQuery({
    queryKey: ['spender-keys', accountId],
    queryFn: ({ signal }) => valueOf(client.call(listAccountSpenderKeys, { params }, { signal })),
  });
  return (
    <Keys
      keys={keys}
      spenders={spenders.data?.items ?? []}
      mayCreate
      create={(body, idempotencyKey) =>
        client.call(createAccountSpenderKey, { params, body }, { idempotencyKey })
      }
      revoke={({ id: keyId }) => client.call(revokeAccountSpenderKey, { params: { accountId, keyId } })}
    />
  );
};
