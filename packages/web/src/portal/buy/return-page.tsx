import { completeCheckout, type Checkout } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { creditsMoved, queryClient, valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { Icon } from '../../design/icon.tsx';
import { money } from '../../language/format.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { cameFrom, forgetCameFrom, keepCheckout } from './open-checkout.ts';

const FIRST_LOOKS = 15;
const SOON_MS = 2000;
const LATER_MS = 15_000;

/** Looks again soon at first, later less often, and never once the outcome is final. */
const nextLook = (checkout: Checkout | undefined, looks: number): number | false =>
  checkout === undefined || checkout.status === 'open' || checkout.status === 'processing'
    ? looks < FIRST_LOOKS
      ? SOON_MS
      : LATER_MS
    : false;

const Paid = ({ checkout: { credits, bonusCredits, price } }: { checkout: Checkout }) => {
  const account = useAccount();
  const back = cameFrom();
  return (
    <div class="state" role="status">
      <Icon name="check" />
      <h2 class="in">{t.value.return.added(credits, bonusCredits)}</h2>
      <p>
        {account.data && !account.isFetching && t.value.return.have(account.data.available)}{' '}
        {t.value.return.paid(money(price))}
      </p>
      <div class="actions">
        {back !== undefined && (
          <a class="button primary" href={back} onClick={forgetCameFrom}>
            {t.value.return.goOn}
          </a>
        )}
        <a class={`button ${back === undefined ? 'primary' : ''}`} href={href('/')}>
          {t.value.return.seeCredits}
        </a>
        <a class="button" href={href('/receipts')}>
          {t.value.receipts.title}
        </a>
      </div>
    </div>
  );
};

const Waiting = ({ checkout, looks }: { checkout: Checkout; looks: number }) => {
  if (checkout.status === 'processing')
    return (
      <State icon="clock" title={t.value.return.processing}>
        {t.value.return.processingHelp}
      </State>
    );
  if (checkout.declineReason !== undefined)
    return (
      <State icon="alert" title={t.value.return.failed} actions={<Again checkout={checkout} />}>
        {t.value.return.declined[checkout.declineReason]} {t.value.return.notCharged}
      </State>
    );
  return looks < FIRST_LOOKS ? (
    <State icon="clock" title={t.value.return.received}>
      {t.value.return.receivedHelp}
    </State>
  ) : (
    <State icon="clock" title={t.value.return.slow} actions={<Again checkout={checkout} />}>
      {t.value.return.slowHelp}
    </State>
  );
};

const Again = ({ checkout: { url, packageId } }: { checkout: Checkout }) => (
  <>
    {url !== undefined && (
      <a class="button primary" href={url}>
        {t.value.return.payNow}
      </a>
    )}
    <a class="button" href={packageId === undefined ? href('/buy') : `${href('/buy')}?package=${packageId}`}>
      {t.value.return.another}
    </a>
  </>
);

const Outcome = ({
  checkout,
  looks,
  isCancelled,
}: {
  checkout: Checkout;
  looks: number;
  isCancelled: boolean;
}) => {
  switch (checkout.status) {
    case 'paid':
      return <Paid checkout={checkout} />;
    case 'under_review':
      return (
        <State icon="search" title={t.value.return.review(brand.value?.name ?? '')}>
          {t.value.return.reviewHelp(checkout.id)}
        </State>
      );
    case 'failed':
    case 'expired':
      return (
        <State icon="alert" title={t.value.return.failed} actions={<Again checkout={checkout} />}>
          {t.value.return.notCharged}
        </State>
      );
    case 'open':
    case 'processing':
      return isCancelled && checkout.status === 'open' ? (
        <State icon="close" title={t.value.return.cancelled} actions={<Again checkout={checkout} />}>
          {t.value.return.notCharged}
        </State>
      ) : (
        <Waiting checkout={checkout} looks={looks} />
      );
    default:
      return checkout.status satisfies never;
  }
};

/** Where a payment provider leads back to: completes the checkout and shows the credits within seconds. */
export const ReturnPage = () => {
  const query = new URLSearchParams(location.search);
  const checkoutId = query.get('checkout') ?? '';
  const checkout = useQuery({
    queryKey: ['return', checkoutId],
    enabled: checkoutId !== '',
    queryFn: ({ signal }) => valueOf(client.call(completeCheckout, { params: { checkoutId } }, { signal })),
    refetchInterval: ({ state }) => nextLook(state.data, state.dataUpdateCount),
    structuralSharing: false,
  });
  const status = checkout.data?.status;
  useEffect(() => {
    if (status === 'paid') creditsMoved();
    if (status !== undefined && status !== 'open' && status !== 'processing') keepCheckout(undefined);
  }, [status]);
  const looks = queryClient.getQueryState(['return', checkoutId])?.dataUpdateCount ?? 0;
  return (
    <Page title={t.value.return.title} back={{ href: href('/'), text: t.value.credits.title }}>
      <div class="card">
        {checkoutId === '' ? (
          <State
            title={t.value.return.unknown}
            actions={
              <a class="button" href={href('/buy')}>
                {t.value.buy.button}
              </a>
            }
          />
        ) : (
          <Answer of={checkout} what={t.value.return.what}>
            {(data) => (
              <Outcome checkout={data} looks={looks} isCancelled={query.get('outcome') === 'cancelled'} />
            )}
          </Answer>
        )}
      </div>
    </Page>
  );
};
