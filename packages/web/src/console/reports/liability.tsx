import { Card, Skeleton, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { money, number } from '../../language/format.ts';
import { useLiability } from '../overview/figures.ts';
import { t } from '../texts.ts';

/** What all customers together can still spend. */
export const LiabilityCard = () => {
  const liability = useLiability();
  return (
    <Card
      title={t.value.reports.liability}
      actions={
        liability.data?.at !== undefined && (
          <span class="small second">
            {t.value.reports.asOf} <When at={liability.data.at} withTime />
          </span>
        )
      }
    >
      <Answer of={liability} what={t.value.reports.whatLiability} skeleton={<Skeleton lines={3} />}>
        {({ paid, promo, debt, held, deferred, gifts, accounts }) => (
          <dl class="figures">
            <div>
              <dt>{t.value.reports.paid}</dt>
              <dd class="big">{number(paid)}</dd>
              <dd class="small second">{t.value.reports.paidHelp}</dd>
            </div>
            <div>
              <dt>{t.value.reports.promo}</dt>
              <dd class="big">{number(promo)}</dd>
              <dd class="small second">{t.value.reports.promoHelp}</dd>
            </div>
            <div>
              <dt>{t.value.reports.held}</dt>
              <dd class="big">{number(held)}</dd>
              <dd class="small second">{t.value.reports.heldHelp}</dd>
            </div>
            <div>
              <dt>{t.value.reports.debt}</dt>
              <dd class={`big ${Number(debt) > 0 ? 'zero' : ''}`}>{number(debt)}</dd>
              <dd class="small second">{t.value.reports.debtHelp}</dd>
            </div>
            {deferred.map((sum) => (
              <div key={sum.currency}>
                <dt>{t.value.reports.book.deferred(sum.currency)}</dt>
                <dd class="big">{money(sum)}</dd>
                <dd class="small second">{t.value.reports.deferredHelp}</dd>
              </div>
            ))}
            <div>
              <dt>{t.value.reports.accounts}</dt>
              <dd class="big">{number(accounts)}</dd>
              {gifts !== 0 && <dd class="small second">{t.value.reports.inGifts(number(gifts))}</dd>}
            </div>
          </dl>
        )}
      </Answer>
    </Card>
  );
};
