import { completeCheckout, type Checkout } from '@scrip/client';
import { type QueryState, useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Notice, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { isUnknownOutcome } from '../../data/outcome.ts';
import { creditsMoved, failureOf, queryClient, type ShownFailure, valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { Icon } from '../../design/icon.tsx';
import { money } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { restrictedIn } from '../../restricted/things.ts';
import { RestrictedPart } from '../restricted-part.tsx';
import { returnTexts } from './return-texts.ts';
import { t } from '../texts.ts';
import { isSlow, type Looks, nextLookMs } from './looks.ts';
import { cameFrom, forgetCameFrom, keepCheckout } from './open-checkout.ts';

const mayPass = ({ code }: ShownFailure): boolean =>
  isUnknownOutcome(code) || code === 'provider_unreachable';

/** How this page has looked so far, and what the last look failed with. */
const looksOf = (state: QueryState<Checkout> | undefined): Looks => {
  const { data, error = null, dataUpdateCount: answers = 0, errorUpdateCount: failures = 0 } = state ?? {};
  const failed = error !== null && (mayPass(failureOf(error)) ? 'for-now' : 'for-good');
  return { status: data?.status, answers, failures, failed };
};

const Paid = ({ checkout }: { checkout: Checkout }) => {
  const { credits, bonusCredits, price } = checkout;
  const account = useAccount();
  const back = cameFrom();
  return (
    <div class="state" role="status">
      <Icon name="check" />
      <h2 class="in">{returnTexts().added(credits, bonusCredits)}</h2>
      <RestrictedPart restricted={restrictedIn(checkout)} amount={credits + bonusCredits} />
      <p>
        {account.data?.widget.visible === true &&
          !account.isFetching &&
          returnTexts().have(account.data.available)}{' '}
        {returnTexts().paid(money(price))}
      </p>
      <div class="actions">
        {back !== undefined && (
          <a class="button primary" href={back} onClick={forgetCameFrom}>
            {returnTexts().goOn}
          </a>
        )}
        <a class={`button ${back === undefined ? 'primary' : ''}`} href={href('/')}>
          {returnTexts().seeCredits}
        </a>
        <a class="button" href={href('/receipts')}>
          {t.value.receipts.title}
        </a>
      </div>
    </div>
  );
};

/** What a page needs to know of its own looking. */
type Looking = { isSlow: boolean; hasEnded: boolean; busy: boolean; again: () => void };

/** A later look failed: what was known stays, and the page says why it may be old. */
const LookFailed = ({ failure }: { failure: ShownFailure }) => (
  <Notice tone="low" live>
    {problemText(failure)} {failure.request !== undefined && common.value.quoteRequest(failure.request)}
  </Notice>
);

/** The ways on from a page that does not look any more, or after a look that failed. */
const LookAgain = ({ looking }: { looking: Looking }) => (
  <>
    <Button icon="refresh" busy={looking.busy} onClick={looking.again}>
      {returnTexts().lookAgain}
    </Button>
    <a class="button" href={href('/')}>
      {returnTexts().seeCredits}
    </a>
  </>
);

const Waiting = ({ checkout, looking }: { checkout: Checkout; looking: Looking }) => {
  if (looking.hasEnded)
    return (
      <State
        icon="clock"
        title={checkout.status === 'processing' ? returnTexts().processing : returnTexts().slow}
        actions={
          <>
            {checkout.status === 'open' && <Again checkout={checkout} />}
            <LookAgain looking={looking} />
          </>
        }
      >
        {returnTexts().ended}
      </State>
    );
  if (checkout.status === 'processing')
    return (
      <State icon="clock" title={returnTexts().processing}>
        {returnTexts().processingHelp}
      </State>
    );
  if (checkout.declineReason !== undefined)
    return (
      <State icon="alert" title={returnTexts().failed} actions={<Again checkout={checkout} />}>
        {returnTexts().declined[checkout.declineReason]} {returnTexts().notCharged}
      </State>
    );
  return looking.isSlow ? (
    <State icon="clock" title={returnTexts().slow} actions={<Again checkout={checkout} />}>
      {returnTexts().slowHelp}
    </State>
  ) : (
    <State icon="clock" title={returnTexts().received}>
      {returnTexts().receivedHelp}
    </State>
  );
};

const Again = ({ checkout: { url, packageId } }: { checkout: Checkout }) => (
  <>
    {url !== undefined && (
      <a class="button primary" href={url}>
        {returnTexts().payNow}
      </a>
    )}
    <a class="button" href={packageId === undefined ? href('/buy') : `${href('/buy')}?package=${packageId}`}>
      {returnTexts().another}
    </a>
  </>
);

const Outcome = ({
  checkout,
  looking,
  isCancelled,
}: {
  checkout: Checkout;
  looking: Looking;
  isCancelled: boolean;
}) => {
  switch (checkout.status) {
    case 'paid':
      return <Paid checkout={checkout} />;
    case 'under_review':
      return (
        <State icon="search" title={returnTexts().review(brand.value?.name ?? '')}>
          {returnTexts().reviewHelp(checkout.id)}
        </State>
      );
    case 'failed':
    case 'expired':
      return (
        <State icon="alert" title={returnTexts().failed} actions={<Again checkout={checkout} />}>
          {returnTexts().notCharged}
        </State>
      );
    case 'open':
    case 'processing':
      return isCancelled && checkout.status === 'open' ? (
        <State icon="close" title={returnTexts().cancelled} actions={<Again checkout={checkout} />}>
          {returnTexts().notCharged}
        </State>
      ) : (
        <Waiting checkout={checkout} looking={looking} />
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
    refetchInterval: ({ state }) => nextLookMs(looksOf(state)),
    structuralSharing: false,
  });
  const status = checkout.data?.status;
  useEffect(() => {
    if (status === 'paid') creditsMoved();
    if (status !== undefined && status !== 'open' && status !== 'processing') keepCheckout(undefined);
  }, [status]);
  const looks = looksOf(queryClient.getQueryState<Checkout>(['return', checkoutId]));
  const looking: Looking = {
    isSlow: isSlow(looks),
    hasEnded: nextLookMs(looks) === false && !checkout.isFetching,
    busy: checkout.isFetching,
    again: () => void checkout.refetch(),
  };
  return (
    <Page title={returnTexts().title} back={{ href: href('/'), text: t.value.credits.title }}>
      <div class="card">
        {checkoutId === '' ? (
          <State
            title={returnTexts().unknown}
            actions={
              <a class="button" href={href('/buy')}>
                {t.value.buy.button}
              </a>
            }
          />
        ) : (
          <Answer of={checkout} what={returnTexts().what}>
            {(data) => (
              <>
                {checkout.error && <LookFailed failure={failureOf(checkout.error)} />}
                <Outcome
                  checkout={data}
                  looking={looking}
                  isCancelled={query.get('outcome') === 'cancelled'}
                />
              </>
            )}
          </Answer>
        )}
      </div>
    </Page>
  );
};
