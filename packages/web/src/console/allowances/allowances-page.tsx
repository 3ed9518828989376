import { useSignal } from '@preact/signals';
import { type Allowance, listAllowances } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { day } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { AllowanceDialog } from './allowance-dialog.tsx';
import { AllowanceTag, perPeriod } from './allowance-tag.tsx';
import { allowanceHref, useToday } from './stored-allowance.ts';

const Row = ({ allowance, today }: { allowance: Allowance; today: string }) => (
  <tr>
    <td class="what anywhere">
      <a class="row-link" href={allowanceHref(allowance.id)}>
        {allowance.name}
      </a>
      <span class="block small muted mono">{allowance.id}</span>
    </td>
    <td>
      <AllowanceTag allowance={allowance} today={today} />
    </td>
    <td data-label={t.value.allowances.startsOn}>{day(allowance.startsOn)}</td>
    <td data-label={t.value.allowances.endsOn}>{allowance.endsOn && day(allowance.endsOn)}</td>
    <td class="amount main strong">{perPeriod(allowance)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** Credits that accounts get every day, week or month. */
export const AllowancesPage = () => {
  const isNew = useSignal(false);
  const today = useToday();
  const allowances = usePages(['allowances'], (cursor, signal) =>
    client.call(listAllowances, { query: { limit: 50, cursor } }, { signal }),
  );
  return (
    <Page
      title={t.value.allowances.title}
      lead={t.value.allowances.lead}
      actions={
        <Button look="primary" onClick={() => (isNew.value = true)}>
          {t.value.allowances.new}
        </Button>
      }
    >
      <Card>
        <Answer of={allowances} what={t.value.allowances.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="refresh" title={t.value.allowances.none}>
                {t.value.allowances.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.allowances.name}</th>
                    <th scope="col">{t.value.allowances.state}</th>
                    <th scope="col">{t.value.allowances.startsOn}</th>
                    <th scope="col">{t.value.allowances.endsOn}</th>
                    <th scope="col" class="amount">
                      {t.value.allowances.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((allowance) => (
                    <Row key={allowance.id} allowance={allowance} today={today} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {allowances.hasMore && (
          <footer>
            <More of={allowances} />
          </footer>
        )}
      </Card>
      {isNew.value && (
        <AllowanceDialog stored={undefined} today={today} close={() => (isNew.value = false)} />
      )}
    </Page>
  );
};
