import { useSignal } from '@preact/signals';
import type { DailyUsage } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useRef } from 'preact/hooks';
import { Segments, SelectField } from '../design/field.tsx';
import { Notice, State } from '../design/parts.tsx';
import { ZoneNote } from '../design/zone-note.tsx';
import { Answer } from '../data/answer.tsx';
import { dayOf, monthsUntil, todayIn } from '../language/calendar.ts';
import { day, month as monthName, number } from '../language/format.ts';
import { byMeter, readMonth, type AskedMonth, type MonthOfUsage, type ReadPage } from './sums.ts';
import { usageTexts } from './texts.ts';

/** Months that one can choose from, this one included. */
const MONTHS = 24;

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

const Sums = ({ used, isByDay }: { used: MonthOfUsage; isByDay: boolean }) => {
  const t = usageTexts();
  if (used.days.length === 0)
    return (
      <State title={t.none(monthName(`${used.month}-01`))} level={3}>
        {t.noneLead}
      </State>
    );
  return (
    <>
      {!used.isWhole && <Notice tone="low">{t.isPart}</Notice>}
      <Table items={isByDay ? used.days : byMeter(used)} isByDay={isByDay} />
      <div class="small muted body">
        <p>{t.wholeCredits}</p>
        <ZoneNote zone={used.timeZone} />
      </div>
    </>
  );
};

/** A time as entries have it, of a year that has months to ask for. */
const TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const isTime = (at: string | undefined): at is string =>
  at !== undefined && TIME.test(at) && !Number.isNaN(Date.parse(at));

/**
 * What an account used in a month, by meter and by day.
 * @property of what names the account among what is kept
 * @property at a time in the month to begin with; without it, or where it is none, the present one
 */
export const MonthUsage = ({ of, read, at }: { of: string; read: ReadPage; at?: string | undefined }) => {
  const t = usageTexts();
  const asked = useSignal<AskedMonth>(isTime(at) ? { at } : {});
  const cut = useSignal<'meter' | 'day'>('meter');
  const used = useQuery({
    queryKey: ['usage', of, asked.value],
    queryFn: ({ signal }) => readMonth(read, asked.value, signal),
  });
  // Months are the agency's: until an answer says in which zone, the reader's are the best guess.
  const zone = useRef<string>();
  if (used.data) zone.current = used.data.timeZone;
  const now = new Date().toISOString();
  const recent = monthsUntil(zone.current === undefined ? dayOf(now) : todayIn(zone.current), MONTHS);
  const shown =
    used.data?.month ?? asked.value.month ?? dayOf(asked.value.at ?? now).slice(0, '2026-11'.length);
  return (
    <>
      <div class="filters no-print">
        <SelectField
          label={t.month}
          hideLabel
          value={shown}
          options={(recent.includes(shown) ? recent : [...recent, shown]).map(
            (one) => [one, monthName(`${one}-01`)] as const,
          )}
          onChange={(month) => (asked.value = { month })}
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
        {(data) => <Sums used={data} isByDay={cut.value === 'day'} />}
      </Answer>
    </>
  );
};
