import { useSignal } from '@preact/signals';
import {
  createPurchase,
  createQuote,
  type OnlyFor,
  type Product,
  type ProductVariant,
  type Quote,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { spendTexts } from '../../budgets/refusal.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Icon } from '../../design/icon.tsx';
import { Notice, Pairs } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { BeforeAndAfter, ExpiringUsed, priceLines, Short } from '../pay/bill.tsx';
import { NotCounted, NotCountedIn } from '../pay/not-counted.tsx';
import { BudgetNotice, useBudget } from '../pay/budget.tsx';
import { WaysOut } from '../pay/ways-out.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { ThingPicture } from '../../design/thing-picture.tsx';

/**
 * Whole seconds for which a quote still holds, down to 0. Counted from when it came, as the device's clock may be wrong.
 * @param since when the quote came, in milliseconds since the epoch of this device
 */
const useSecondsLeft = ({ createdAt, expiresAt }: Quote, since: number): number => {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1000);
    return () => clearInterval(timer);
  }, [now]);
  const leftMs = since + Date.parse(expiresAt) - Date.parse(createdAt) - now.value;
  return Math.max(0, Math.ceil(leftMs / 1000));
};

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const PriceLock = ({ seconds }: { seconds: number }) => (
  <p class="help row">
    <Icon name="lock" />
    <span role="timer">
      {t.value.pay.locked} <span class="countdown">{clock(seconds)}</span>
    </span>
  </p>
);

const Confirm = ({
  quote,
  what,
  since,
  agreed,
  done,
  close,
  again,
}: {
  quote: Quote;
  /** What is bought, as restrictions name it. */
  what: OnlyFor;
  /** When it came, in milliseconds since the epoch. */
  since: number;
  /** The price that the customer saw last. */
  agreed: number;
  done: () => void;
  close: () => void;
  again: () => void;
}) => {
  const { price } = quote.price;
  const seconds = useSecondsLeft(quote, since);
  const isOver = seconds === 0;
  const preview = useQuery({
    queryKey: ['purchase-preview', quote.id],
    queryFn: ({ signal }) =>
      valueOf(client.dryRun(createPurchase, { body: { quoteId: quote.id } }, { signal })),
    enabled: quote.buy.allowed,
  });
  const buy = useDeed(
    () => `purchase:${quote.id}`,
    () => client.call(createPurchase, { body: { quoteId: quote.id } }),
  );
  const budget = useBudget(preview.error, buy.failure, done);
  const press = async (): Promise<void> => {
    if (await buy.run()) done();
  };
  if (quote.shortfall > 0)
    return (
      <>
        <Pairs lines={priceLines(quote.price, quote.restricted)} />
        <Short available={quote.available} shortfall={quote.shortfall} />
        <NotCounted what={what} />
        <WaysOut shortfall={quote.shortfall} what={what} />
      </>
    );
  return (
    <>
      {price !== agreed && (
        <Notice tone="low" live>
          <strong>{t.value.pay.changed}</strong>{' '}
          {t.value.pay.changedFrom(number(agreed), common.value.credits(price))}
        </Notice>
      )}
      <Pairs lines={priceLines(quote.price, quote.restricted)} />
      <BeforeAndAfter available={quote.available} price={price} />
      <ExpiringUsed preview={preview.data} />
      {/* What waits for the owner keeps its price. */}
      {budget.isAsked ? null : isOver || buy.failure?.code === 'quote_expired' ? (
        <Notice tone="low" live>
          <div class="row between wrap">
            {common.value.problems.quote_expired}
            <Button small onClick={again}>
              {t.value.pay.newPrice}
            </Button>
          </div>
        </Notice>
      ) : (
        <PriceLock seconds={seconds} />
      )}
      {!quote.buy.allowed && <Notice tone="zero">{quote.buy.reasons.map(problemText).join(' ')}</Notice>}
      <BudgetNotice of={budget} />
      {buy.failure && !budget.refusal && buy.failure.code !== 'quote_expired' && (
        <Notice tone="zero" live>
          {problemText(buy.failure)}
          <NotCountedIn of={buy.failure} />
        </Notice>
      )}
      <footer>
        <Button disabled={buy.busy} onClick={close}>
          {budget.isAsked ? common.value.close : common.value.cancel}
        </Button>
        {!budget.isAsked && (
          <Button
            look="primary"
            busy={buy.busy}
            disabled={!quote.buy.allowed || isOver || !budget.isOpen}
            onClick={() => void press()}
          >
            {budget.mayAsk
              ? spendTexts().ask
              : price === 0
                ? t.value.store.getFree
                : t.value.store.buyFor(common.value.credits(price))}
          </Button>
        )}
      </footer>
    </>
  );
};

/** Locks the price, shows what it is made of and what is left afterwards, and asks. */
export const PurchaseDialog = ({
  product,
  variant,
  close,
}: {
  product: Product;
  variant: ProductVariant;
  close: () => void;
}) => {
  const { route } = useLocation();
  const agreed = useSignal(variant.price.price);
  const round = useSignal(0);
  const quote = useQuery({
    queryKey: ['quote', product.id, variant.id, round.value],
    queryFn: ({ signal }) =>
      valueOf(
        client.call(createQuote, { body: { productId: product.id, variantId: variant.id } }, { signal }),
      ),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const done = (): void => {
    creditsMoved();
    close();
    toast(t.value.store.bought(product.name), {
      label: t.value.library.open,
      run: () => route(`${href('/library')}#${product.id}`),
    });
  };
  return (
    <Dialog title={t.value.store.buyTitle(product.name)} onClose={close}>
      <div class="item">
        <ThingPicture picture={product.picture} />
        <div>
          <h3>{variant.name}</h3>
          {product.category !== undefined && <p class="small muted">{product.category}</p>}
        </div>
      </div>
      <Answer of={quote} what={t.value.pay.whatPrice}>
        {(data) => (
          <Confirm
            key={data.id}
            quote={data}
            what={{
              products: [product.id],
              ...(product.category !== undefined && { categories: [product.category] }),
            }}
            since={quote.dataUpdatedAt}
            agreed={agreed.value}
            done={done}
            close={close}
            again={() => {
              agreed.value = data.price.price;
              round.value += 1;
            }}
          />
        )}
      </Answer>
    </Dialog>
  );
};
