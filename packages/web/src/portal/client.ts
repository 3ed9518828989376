import { type Account, customerClient, getAccount } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../data/query.ts';
import { credential, moveToPortal } from '../session/session.ts';
import { agencyHere } from '../session/site.ts';

export const client = customerClient({ baseUrl: location.origin, credential });

/** Nobody sees an account under another agency's name, also where the sign-in could not ask whose it is. */
const atItsAgency = (account: Account): Promise<Account> => {
  if (agencyHere() === account.agency) return Promise.resolve(account);
  moveToPortal(account.agency);
  // The browser goes on to the other portal: until then the page waits.
  return new Promise(() => undefined);
};

/** The account as it is: the header and most pages show something of it. */
export const useAccount = () =>
  useQuery({
    queryKey: ['account'],
    queryFn: async ({ signal }) => await atItsAgency(await valueOf(client.call(getAccount, {}, { signal }))),
    refetchInterval: 60_000,
  });

/** Whether the agency lets customers see what they have. Where it does not, or while that is not known, no page says it. */
export const useBalanceShown = (): boolean => useAccount().data?.widget.visible === true;
