import { useSignal } from '@preact/signals';
import { type ChainLink, type Entry, listChain } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { queryClient } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { keepVerified, readVerified } from '../../history/device.ts';
import type { Broken, Intact } from '../../history/verify.ts';
import { number } from '../../language/format.ts';
import { type Owner, placeOf } from '../../session/kept.ts';
import { agencyHere } from '../../session/site.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/** Tells how far the reading of links is. */
const told = async function* (links: AsyncIterable<ChainLink>, tell: (entry: number) => void) {
  for await (const link of links) {
    tell(link.number);
    yield link;
  }
};

/**
 * Computes the chain of hashes, and remembers how far it came: the first time from its beginning, later from what this
 * device verified last or the oldest entry that is shown. What does not fit is not remembered, so it shows again each time.
 */
const check = async (
  owner: Owner,
  shown: readonly Entry[],
  tell: (entry: number) => void,
  signal: AbortSignal,
): Promise<Intact | Broken> => {
  const { verifyChain } = await import('../../history/verify.ts');
  const last = readVerified(owner);
  const from = last && [last.at, ...shown.map(({ at }) => at)].reduce((a, b) => (a < b ? a : b));
  const links = client.list(listChain, { query: { limit: 100, from } }, { signal });
  const found = await verifyChain(told(links, tell), last, shown, from);
  if ('verifiedTo' in found && found.at !== undefined && found.hash !== undefined)
    keepVerified(owner, { number: found.verifiedTo, at: found.at, hash: found.hash });
  return found;
};

/** How far the history is verified on this device, or plainly that something before has changed. */
export const Verified = ({ account, shown }: { account: string; shown: readonly Entry[] }) => {
  const numbers = shown.map((entry) => entry.number);
  const newest = Math.max(0, ...numbers);
  const reached = useSignal(0);
  // Also by the oldest: older entries that somebody loads are compared as well.
  const queryKey = ['verified', account, newest, Math.min(newest, ...numbers)];
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      check(
        { place: placeOf('portal', agencyHere()), person: account },
        shown,
        (entry) => (reached.value = entry),
        signal,
      ),
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
      <span class="row wrap small second">
        <span role="status">{found.isFetching ? t.value.verified.checking : t.value.verified.stopped}</span>
        {found.isFetching ? (
          <>
            <progress value={reached.value} max={newest} aria-label={t.value.verified.checking} />
            <Button small look="quiet" onClick={() => void queryClient.cancelQueries({ queryKey })}>
              {t.value.verified.stop}
            </Button>
          </>
        ) : (
          <Button small look="quiet" onClick={() => void found.refetch()}>
            {t.value.verified.again}
          </Button>
        )}
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
