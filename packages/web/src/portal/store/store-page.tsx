import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listProducts, type Product } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { SelectField, TextField } from '../../design/field.tsx';
import { Skeleton, State, Tag } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { ShortNote } from '../pay/bill.tsx';
import { t } from '../texts.ts';
import { Price } from './price.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { More } from '../../data/more.tsx';

/** What a card says under the name: whether it is owned, its price, or why it is not for sale. */
const Offer = ({ product: { variants, eligible, id } }: { product: Product }) => {
  const owned = variants.filter(({ owned: isOwned }) => isOwned);
  const [cheapest] = variants.toSorted((a, b) => a.price.price - b.price.price);
  if (owned.length > 0)
    return (
      <div class="row between wrap">
        <Tag tone="in" icon="check">
          {t.value.store.owned}
        </Tag>
        <a class="button small primary" href={`${href('/library')}#${id}`}>
          {t.value.library.open}
        </a>
      </div>
    );
  if (!cheapest) return null;
  return (
    <div class="row between wrap">
      <span>
        {variants.length > 1 && <span class="small second">{t.value.store.from} </span>}
        <Price price={cheapest.price} />
        {eligible.allowed ? (
          !cheapest.affordable && <ShortNote shortfall={cheapest.shortfall} />
        ) : (
          <span class="block small second">{eligible.reasons.map(problemText).join(' ')}</span>
        )}
      </span>
      {eligible.allowed && (
        <a
          class="button small"
          href={href(`/store/${encodeURIComponent(id)}`)}
          tabIndex={-1}
          aria-hidden="true"
        >
          {t.value.store.look}
        </a>
      )}
    </div>
  );
};

const Card = ({ product }: { product: Product }) => (
  <article class="card thing">
    <ThingPicture picture={product.picture} />
    <div class="body">
      <div>
        <h2>
          <a href={href(`/store/${encodeURIComponent(product.id)}`)}>{product.name}</a>
        </h2>
        {product.category !== undefined && <p class="small second">{product.category}</p>}
      </div>
      <Offer product={product} />
    </div>
  </article>
);

const fits = ({ name, description, category }: Product, search: string): boolean =>
  [name, description, category].some((text) => text?.toLocaleLowerCase().includes(search) === true);

export const StorePage = () => {
  const search = useSignal('');
  const category = useSignal('');
  const products = usePages(['products'], (cursor, signal) =>
    client.call(listProducts, { query: { cursor, limit: 48 } }, { signal }),
  );
  const all = products.data ?? [];
  // Who searches, searches everything: what is not loaded yet is loaded for them.
  const wantsAll = useSignal(false);
  const isLoadingAll = wantsAll.value && products.hasMore;
  useEffect(() => {
    if (isLoadingAll && !products.isLoadingMore && !products.moreError) products.more();
  });
  const searchLabel =
    products.hasMore || !products.data ? t.value.store.searchAll : t.value.store.search(all.length);
  const categories = [...new Set(all.flatMap(({ category: one }) => one ?? []))].toSorted((a, b) =>
    a.localeCompare(b),
  );
  const wanted = search.value.trim().toLocaleLowerCase();
  const shown = all.filter(
    (product) => fits(product, wanted) && (category.value === '' || product.category === category.value),
  );
  const clear = (): void => {
    search.value = '';
    category.value = '';
  };
  return (
    <Page
      title={t.value.store.title}
      actions={
        (products.data === undefined || all.length > 0) && (
          <div class="row wrap" onFocusCapture={() => (wantsAll.value = true)}>
            <TextField
              type="search"
              label={searchLabel}
              hideLabel
              placeholder={searchLabel}
              value={search.value}
              onInput={(value) => (search.value = value)}
            />
            <SelectField
              label={t.value.store.category}
              hideLabel
              value={category.value}
              options={[['', t.value.store.everyCategory], ...categories.map((one) => [one, one] as const)]}
              onChange={(chosen) => (category.value = chosen)}
            />
          </div>
        )
      }
    >
      <Answer
        of={products}
        what={t.value.store.what}
        skeleton={
          <div class="card">
            <Skeleton lines={9} />
          </div>
        }
      >
        {() =>
          shown.length > 0 ? (
            <div class="cards">
              {shown.map((product) => (
                <Card key={product.id} product={product} />
              ))}
            </div>
          ) : isLoadingAll ? (
            <div class="card">
              <Skeleton lines={4} />
            </div>
          ) : all.length === 0 ? (
            <div class="card">
              <State icon="box" title={t.value.store.nothing} />
            </div>
          ) : (
            <div class="card">
              <State
                icon="search"
                title={common.value.nothingFound}
                actions={<Button onClick={clear}>{common.value.clearFilters}</Button>}
              />
            </div>
          )
        }
      </Answer>
      {products.hasMore && (
        <div class="actions">
          <More of={products} text={common.value.showMore} small={false} />
        </div>
      )}
    </Page>
  );
};
