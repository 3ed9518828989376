import type { DryRun, PriceBreakdown } from '@scrip/client';
import { Pairs, Tag, When } from '../../design/parts.tsx';
import { number, signed } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { restrictedLine } from '../../restricted/price.tsx';
import { useBalanceShown } from '../client.ts';
import { t } from '../texts.ts';

/** How a price comes about: base, region, promotion. @param restricted what of it credits for some things only pay */
export const priceLines = ({ base, regional, promotion, price }: PriceBreakdown, restricted = 0) => [
  (regional !== undefined || promotion !== undefined) && { label: t.value.pay.price, value: number(base) },
  regional !== undefined && { label: t.value.pay.regional(regional.region), value: number(regional.price) },
  promotion !== undefined && {
    label: promotion.name,
    value: signed('out', promotion.discount),
    tone: 'in' as const,
  },
  { label: t.value.pay.youPay, value: common.value.credits(price), total: true },
  restrictedLine(restricted),
];

/** Say before, say after. */
export const BeforeAndAfter = ({ available, price }: { available: number; price: number }) =>
  useBalanceShown() ? (
    <Pairs
      well
      lines={[
        { label: t.value.pay.now, value: number(available) },
        { label: t.value.pay.after, value: number(available - price) },
      ]}
    />
  ) : null;

/** Too few credits: how many there are and how many are missing. */
export const Short = ({ available, shortfall }: { available: number; shortfall: number }) => {
  const isShown = useBalanceShown();
  return (
    <Pairs
      lines={[
        {
          label: t.value.pay.now,
          value: (
            <>
              <Tag tone="zero" icon="circle">
                {t.value.pay.insufficient}
              </Tag>{' '}
              {isShown && number(available)}
            </>
          ),
        },
        isShown && {
          label: t.value.pay.shortBy,
          value: common.value.credits(shortfall),
          tone: 'zero' as const,
          total: true,
        },
      ]}
    />
  );
};

/** What is missing, in a list of things for sale. Where the balance is hidden, only that something is. */
export const ShortNote = ({ shortfall }: { shortfall: number }) => (
  <span class="block small zero">
    {useBalanceShown() ? t.value.store.shortBy(shortfall) : t.value.pay.insufficient}
  </span>
);

/** Which expiring credits are drawn: they go first. @param preview what a dry run answered */
export const ExpiringUsed = ({ preview }: { preview: DryRun | undefined }) => {
  const used = (preview?.entries ?? [])
    .filter(({ kind }) => kind !== 'expiry')
    .flatMap(({ lots }) => lots)
    .flatMap(({ credits, expiresAt }) => (expiresAt === undefined ? [] : [{ credits, expiresAt }]));
  return used.length === 0 ? null : (
    <ul class="help stack tight">
      {used.map(({ credits, expiresAt }) => (
        <li key={expiresAt}>
          {t.value.pay.uses(credits)} <When at={expiresAt} />
        </li>
      ))}
    </ul>
  );
};
