import { useSignal } from '@preact/signals';
import { getPastLiability } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { TextField } from '../../design/field.tsx';
import { Card, Skeleton } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { addDays } from '../../language/calendar.ts';
import { money, number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/** What was outstanding at the end of a day. @param today in the agency's time zone */
export const PastLiability = ({ today }: { today: string }) => {
  const chosen = useSignal('');
  // An empty field is a day that nobody has finished typing.
  const day = chosen.value === '' ? addDays(today, -1) : chosen.value;
  const liability = useQuery({
    queryKey: ['past-liability', day],
    queryFn: ({ signal }) => valueOf(client.call(getPastLiability, { query: { day } }, { signal })),
  });
  return (
    <Card title={t.value.reports.book.past}>
      <div class="filters">
        <TextField
          type="date"
          label={t.value.reports.book.day}
          value={day}
          max={today}
          onInput={(value) => (chosen.value = value)}
        />
      </div>
      <Answer of={liability} what={t.value.reports.whatLiability} skeleton={<Skeleton lines={3} />}>
        {({ paid, promo, debt, held, deferred }) => (
          <dl class="figures">
            {(['paid', 'promo', 'debt'] as const).map((column) => (
              <div key={column}>
                <dt>{t.value.reports.book.columns[column]}</dt>
                <dd class="big">{number({ paid, promo, debt }[column])}</dd>
              </div>
            ))}
            <div>
              <dt>{t.value.reports.book.held}</dt>
              <dd class="big">{number(held)}</dd>
            </div>
            {deferred.map((sum) => (
              <div key={sum.currency}>
                <dt>{t.value.reports.book.deferred(sum.currency)}</dt>
                <dd class="big">{money(sum)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Answer>
    </Card>
  );
};
