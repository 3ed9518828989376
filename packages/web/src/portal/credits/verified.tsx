import { type Entry, listChain } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { keepVerified, readVerified } from '../../history/device.ts';
import type { Broken, Intact } from '../../history/verify.ts';
import { number } from '../../language/format.ts';
import { type Owner, placeOf } from '../../session/kept.ts';
import { agencyHere } from '../../session/site.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/**
 * Computes the chain of hashes from what this device verified last, and remembers how far it came. What does not fit is not
 * remembered, so it shows again each time.
 */
const check = async (owner: Owner, shown: readonly Entry[]): Promise<Intact | Broken> => {
  const { verifyChain } = await import('../../history/verify.ts');
  const last = readVerified(owner);
  const links = client.list(listChain, { query: { limit: 100, from: last?.at } });
  const found = await verifyChain(links, last, shown);
  if ('verifiedTo' in found && found.at !== undefined && found.hash !== undefined)
    keepVerified(owner, { number: found.verifiedTo, at: found.at, hash: found.hash });
  return found;
};

/** How far the history is verified on this device, or plainly that something before has changed. */
export const Verified = ({ account, shown }: { account: string; shown: readonly Entry[] }) => {
  const newest = Math.max(0, ...shown.map((entry) => entry.number));
  const found = useQuery({
    queryKey: ['verified', account, newest],
    queryFn: () => check({ place: placeOf('portal', agencyHere()), person: account }, shown),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (found.error)
    return (
      <span class="row wrap small second">
        {t.value.verified.failed}
        <Button small look="quiet" busy={found.isFetching} onClick={() => void found.refetch()}>
          {t.value.verified.again}
        </Button>
      </span>
    );
  if (!found.data)
    return (
      <span class="small second" role="status">
        {t.value.verified.checking}
      </span>
    );
  if ('brokenAt' in found.data)
    return (
      <span class="row small zero" role="alert">
        <Icon name="alert" />
        <span>
          <strong>{t.value.verified.broken(number(found.data.brokenAt))}</strong>{' '}
          {t.value.verified.brokenHelp}
        </span>
      </span>
    );
  return (
    <span class="row small in" title={t.value.verified.toHelp}>
      <Icon name="shield" />
      {t.value.verified.to(number(found.data.verifiedTo))}
    </span>
  );
};
