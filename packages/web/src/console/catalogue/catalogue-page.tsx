import {
  type AgencyPackage,
  type AgencyProduct,
  type AgencyService,
  listAgencyPackages,
  listAgencyProducts,
  listAgencyServices,
  type OnlyFor,
  type Picture,
} from '@scrip/client';
import { useRoute } from 'preact-iso';
import { Card, State, Tag } from '../../design/parts.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, type CsvRow } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { money, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

export const KINDS = ['packages', 'products', 'services'] as const;

export type KindName = (typeof KINDS)[number];

export const isKindName = (value: string | undefined): value is KindName =>
  KINDS.some((one) => one === value);

type Line = {
  id: string;
  name: string;
  picture: Picture | undefined;
  onSale: boolean;
  second: string;
  price: string;
};

const packageLine = ({ id, name, picture, onSale, credits, bonusCredits, price }: AgencyPackage): Line => ({
  id,
  name,
  picture,
  onSale,
  second: bonusCredits > 0 ? `${number(credits)} + ${number(bonusCredits)}` : common.value.credits(credits),
  price: money(price),
});

const productLine = ({ id, name, picture, onSale, category, variants }: AgencyProduct): Line => ({
  id,
  name,
  picture,
  onSale,
  second: category ?? '',
  price: variants.map(({ price }) => number(price)).join(' / '),
});

const serviceLine = ({ id, name, picture, onSale, description, price }: AgencyService): Line => ({
  id,
  name,
  picture,
  onSale,
  second: description ?? '',
  price: number(price),
});

/** What a restriction names, in one cell. */
const namesIn = (onlyFor: OnlyFor = {}): string => Object.values(onlyFor).flat().join(', ');

async function* csvRows(kind: KindName): AsyncGenerator<CsvRow> {
  const query = { limit: 100 };
  switch (kind) {
    case 'packages':
      for await (const {
        price,
        picture: _picture,
        notes: _notes,
        onlyFor,
        bonusOnlyFor,
        ...one
      } of client.list(listAgencyPackages, { query }))
        yield {
          ...one,
          only_for: namesIn(onlyFor),
          bonus_only_for: namesIn(bonusOnlyFor),
          price_minor_units: price.amount,
          currency: price.currency,
        };
      return;
    case 'products':
      for await (const { id, name, category, onSale, variants } of client.list(listAgencyProducts, { query }))
        for (const variant of variants)
          yield {
            id,
            name,
            category,
            onSale,
            variant: variant.id,
            price: variant.price,
            version: variant.release?.version,
          };
      return;
    case 'services':
      for await (const { id, name, price, creditsAccepted, onSale } of client.list(listAgencyServices, {
        query,
      }))
        yield { id, name, price, creditsAccepted, onSale };
      return;
    default:
      kind satisfies never;
  }
}

/** One list for all kinds: a thing looks the same in it. */
const useLines = (kind: KindName) => {
  const query = { limit: 50 };
  const packages = usePages(
    ['agency-packages'],
    (cursor, signal) => client.call(listAgencyPackages, { query: { ...query, cursor } }, { signal }),
    kind === 'packages',
  );
  const products = usePages(
    ['agency-products'],
    (cursor, signal) => client.call(listAgencyProducts, { query: { ...query, cursor } }, { signal }),
    kind === 'products',
  );
  const services = usePages(
    ['agency-services'],
    (cursor, signal) => client.call(listAgencyServices, { query: { ...query, cursor } }, { signal }),
    kind === 'services',
  );
  switch (kind) {
    case 'packages':
      return { ...packages, data: packages.data?.map(packageLine) };
    case 'products':
      return { ...products, data: products.data?.map(productLine) };
    case 'services':
      return { ...services, data: services.data?.map(serviceLine) };
    default:
      return kind satisfies never;
  }
};

const Row = ({ kind, line }: { kind: KindName; line: Line }) => (
  <tr>
    <td class="thumb hide-small">
      <ThingPicture picture={line.picture} />
    </td>
    <td class="what">
      <a class="row-link" href={href(`/catalogue/${kind}/${encodeURIComponent(line.id)}`)}>
        {line.name}
      </a>
      <span class="block small muted">{line.second}</span>
    </td>
    <td class="mono">{line.id}</td>
    <td>
      <Tag tone={line.onSale ? 'in' : 'plain'} icon={line.onSale ? 'check' : 'close'}>
        {line.onSale ? t.value.catalogue.onSale : t.value.catalogue.offSale}
      </Tag>
    </td>
    <td class="amount main strong">{line.price}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** What the agency sells: packages of credits, products and services. */
export const CataloguePage = () => {
  const { params } = useRoute();
  const named = params['kind'];
  const kind = isKindName(named) ? named : 'products';
  const lines = useLines(kind);
  return (
    <Page
      title={t.value.catalogue.title}
      actions={
        <>
          <CsvButton name={t.value.catalogue.kinds[kind]} rows={() => csvRows(kind)} />
          <a class="button primary" href={href(`/catalogue/${kind}/~new`)}>
            {t.value.catalogue.new[kind]}
          </a>
        </>
      }
    >
      <nav class="tabs" aria-label={t.value.catalogue.title}>
        {KINDS.map((one) => (
          <a key={one} href={href(`/catalogue/${one}`)} aria-current={one === kind ? 'page' : undefined}>
            {t.value.catalogue.kinds[one]}
          </a>
        ))}
      </nav>
      <Card>
        <Answer of={lines} what={t.value.catalogue.kinds[kind]}>
          {(items) =>
            items.length === 0 ? (
              <State icon="box" title={t.value.catalogue.none[kind]}>
                {t.value.catalogue.noneHelp[kind]}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col" class="hide-small">
                      <span class="sr">{t.value.catalogue.picture}</span>
                    </th>
                    <th scope="col">{t.value.catalogue.name}</th>
                    <th scope="col">{t.value.catalogue.id}</th>
                    <th scope="col">{t.value.catalogue.onSale}</th>
                    <th scope="col" class="amount">
                      {t.value.catalogue.price}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((line) => (
                    <Row key={line.id} kind={kind} line={line} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {lines.hasMore && (
          <footer>
            <More of={lines} text={common.value.showMore} />
          </footer>
        )}
      </Card>
    </Page>
  );
};
