import { useSignal } from '@preact/signals';
import { getProduct, type Product, type ProductVariant } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Card, Tag } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { useLostFocus } from '../../frame/lost-focus.ts';
import { Page } from '../../frame/page.tsx';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { PaysNote } from '../../restricted/price.tsx';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { ShortNote } from '../pay/bill.tsx';
import { t } from '../texts.ts';
import { Price } from './price.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { PurchaseDialog } from './purchase-dialog.tsx';

/** A refusal that only says that credits are missing has a way out, so the button stays. */
const isOnlyShort = ({ buy, owned }: ProductVariant): boolean =>
  !owned && buy.reasons.every(({ code }) => code === 'insufficient_credits' || code === 'account_in_debt');

const Owned = ({ productId, isNew }: { productId: string; isNew: boolean }) => {
  const link = useLostFocus<HTMLAnchorElement>(isNew);
  return (
    <div class="actions">
      <Tag tone="in" icon="check">
        {t.value.store.owned}
      </Tag>
      <a ref={link} class="button primary" href={`${href('/library')}#${productId}`}>
        {t.value.library.open}
      </a>
    </div>
  );
};

const Variant = ({
  variant,
  productId,
  buy,
}: {
  variant: ProductVariant;
  productId: string;
  buy: () => void;
}) => {
  const { current: wasOwned } = useRef(variant.owned);
  return (
    <div class="variant">
      <div class="grow">
        <h2>{variant.name}</h2>
        <Price price={variant.price} />
        {!variant.owned && <PaysNote credits={variant.restricted} />}
        {!variant.owned && variant.shortfall > 0 && <ShortNote shortfall={variant.shortfall} />}
        {!variant.owned && !variant.buy.allowed && !isOnlyShort(variant) && (
          <span class="block small second">{variant.buy.reasons.map(problemText).join(' ')}</span>
        )}
      </div>
      {variant.owned ? (
        <Owned productId={productId} isNew={!wasOwned} />
      ) : (
        (variant.buy.allowed || isOnlyShort(variant)) && (
          <Button look="primary" onClick={buy}>
            {variant.price.price === 0
              ? t.value.store.getFree
              : t.value.store.buyFor(common.value.credits(variant.price.price))}
          </Button>
        )
      )}
    </div>
  );
};

const Details = ({ product }: { product: Product }) => {
  const buying = useSignal<ProductVariant | undefined>(undefined);
  return (
    <div class="columns even">
      <div class="card">
        <ThingPicture picture={product.picture} />
      </div>
      <div class="stack">
        {product.description !== undefined && <p class="pre">{product.description}</p>}
        <Card>
          {product.variants.map((variant) => (
            <Variant
              key={variant.id}
              variant={variant}
              productId={product.id}
              buy={() => (buying.value = variant)}
            />
          ))}
        </Card>
      </div>
      {buying.value && (
        <PurchaseDialog product={product} variant={buying.value} close={() => (buying.value = undefined)} />
      )}
    </div>
  );
};

export const ProductPage = ({ id }: { id: string }) => {
  const product = useQuery({
    queryKey: ['product', id],
    queryFn: ({ signal }) => valueOf(client.call(getProduct, { params: { productId: id } }, { signal })),
  });
  return (
    <Page
      title={product.data?.name ?? t.value.store.product}
      back={{ href: href('/store'), text: t.value.store.title }}
      {...(product.data?.category !== undefined && { lead: product.data.category })}
    >
      <Answer of={product} what={t.value.store.whatOne}>
        {(data) => <Details product={data} />}
      </Answer>
    </Page>
  );
};
