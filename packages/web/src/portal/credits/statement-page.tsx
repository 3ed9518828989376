import { listEntries } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { date, dateTime } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { statementTexts } from './statement-texts.ts';
import { EntryTable } from './history.tsx';
import type { Entry } from '@scrip/client';

/** Entries on one page for printing; a longer history is for the CSV. */
const MAX_PRINTED = 2000;

const readEntries = async (query: {
  from?: string | undefined;
  to?: string | undefined;
}): Promise<Entry[]> => {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await valueOf(
      client.call(listEntries, { query: { ...query, cursor, limit: 100, order: 'oldest' } }),
    );
    entries.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && entries.length < MAX_PRINTED);
  return entries;
};

/** The statement of a period, made for printing. */
export const StatementPage = () => {
  const query = new URLSearchParams(location.search);
  const from = query.get('from') ?? undefined;
  const to = query.get('to') ?? undefined;
  const account = useAccount();
  const entries = useQuery({ queryKey: ['statement', from, to], queryFn: () => readEntries({ from, to }) });
  const period = [
    from !== undefined && statementTexts().since(date(from)),
    // The bound is the midnight after the last day.
    to !== undefined && statementTexts().until(date(new Date(Date.parse(to) - 1).toISOString())),
  ].filter((part) => part !== false);
  return (
    <Page
      title={statementTexts().heading}
      back={{ href: href('/'), text: t.value.credits.title }}
      lead={[brand.value?.name, account.data?.account, ...period, dateTime(new Date().toISOString())].join(
        ' · ',
      )}
      actions={
        <Button look="primary" icon="print" onClick={() => print()}>
          {common.value.print}
        </Button>
      }
    >
      <Answer of={entries} what={t.value.history.whatHistory}>
        {(items) => (
          <Card>
            {items.length === 0 ? (
              <State title={t.value.history.noneMatch} />
            ) : (
              <EntryTable entries={items} />
            )}
            {items.length >= MAX_PRINTED && <p class="small muted">{statementTexts().more(MAX_PRINTED)}</p>}
          </Card>
        )}
      </Answer>
    </Page>
  );
};
