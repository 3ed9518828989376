import { useSignal } from '@preact/signals';
import type { DailyUsage } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Segments, SelectField } from '../design/field.tsx';
import { Notice, State } from '../design/parts.tsx';
import { Answer } from '../data/answer.tsx';
import { day, month as monthName, number } from '../language/format.ts';
import { byMeter, readMonth, type MonthOfUsage, type ReadPage } from './sums.ts';
import { usageTexts } from './texts.ts';

/** Months that one can choose from, this one included. */
const MONTHS = 24;

const months = (): string[] => {
  const now = new Date();
  return Array.from({ length: MONTHS }, (_, ago) =>
    new Date(Date.UTC(now.getFullYear(), now.getMonth() - ago, 1)).toISOString().slice(0, 7),
  );
};

const isRefused = ({ refused }: DailyUsage): boolean => Number(refused) > 0;

const Table = ({ items, isByDay }: { items: readonly DailyUsage[]; isByDay: boolean }) => {
  const t = usageTexts();
  const isRefusedShown = items.some(isRefused);
  return (
    <table class="table folds" aria-label={isByDay ? t.byDay : t.byMeter}>
      <thead>
        <tr>
          {isByDay && <th scope="col">{t.day}</th>}
          <th scope="col">{t.meter}</th>
          <th scope="col" class="amount">
            {t.units}
          </th>
          {isRefusedShown && (
            <th scope="col" class="amount">
              {t.notCharged}
            </th>
          )}
          <th scope="col" class="amount">
            {t.credits}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((used) => (
          <tr key={`${used.day} ${used.meter}`}>
            {isByDay && <td class="nowrap">{day(used.day)}</td>}
            <td class="what anywhere">
              {used.name ?? used.meter}
              {!isByDay && used.name !== undefined && (
                <span class="block small muted mono">{used.meter}</span>
              )}
            </td>
            <td class="amount" data-label={t.units}>
              {t.of(number(used.quantity), used.unit)}
            </td>
            {isRefusedShown && (
              <td class={`amount ${isRefused(used) ? 'low' : ''}`} data-label={t.notCharged}>
                {number(used.refused)}
              </td>
            )}
            <td class="amount main strong">{number(used.credits)}</td>
            <td class="line-break" aria-hidden="true" />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Sums = ({ used, month, isByDay }: { used: MonthOfUsage; month: string; isByDay: boolean }) => {
  const t = usageTexts();
  if (used.days.length === 0)
    return (
      <State title={t.none(monthName(`${month}-01`))} level={3}>
        {t.noneLead}
      </State>
    );
  return (
    <>
      {!used.isWhole && <Notice tone="low">{t.isPart}</Notice>}
      <Table items={isByDay ? used.days : byMeter(used)} isByDay={isByDay} />
      <p class="small muted body">{t.wholeCredits}</p>
    </>
  );
};

/**
 * What an account used in a month, by meter and by day.
 * @property of what names the account among what is kept
 * @property first the month to begin with; without it, or where it is none to choose, this one
 */
export const MonthUsage = ({
  of,
  read,
  first,
}: {
  of: string;
  read: ReadPage;
  first?: string | undefined;
}) => {
  const t = usageTexts();
  const choice = months();
  const [current = ''] = choice;
  const month = useSignal(choice.find((one) => one === first) ?? current);
  const cut = useSignal<'meter' | 'day'>('meter');
  const used = useQuery({
    queryKey: ['usage', of, month.value],
    queryFn: ({ signal }) => readMonth(read, month.value, signal),
  });
  return (
    <>
      <div class="filters no-print">
        <SelectField
          label={t.month}
          hideLabel
          value={month.value}
          options={choice.map((one) => [one, monthName(`${one}-01`)] as const)}
          onChange={(chosen) => (month.value = chosen)}
        />
        <Segments
          label={t.title}
          value={cut.value}
          options={[
            ['meter', t.byMeter],
            ['day', t.byDay],
          ]}
          onChange={(chosen) => (cut.value = chosen)}
        />
      </div>
      <Answer of={used} what={t.title}>
        {(data) => <Sums used={data} month={month.value} isByDay={cut.value === 'day'} />}
      </Answer>
    </>
  );
};
