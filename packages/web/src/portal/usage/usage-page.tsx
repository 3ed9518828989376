import { listDailyUsage, listOwnRefusedUsage } from '@scrip/client';
import { Card } from '../../design/parts.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { MonthUsage } from '../../usage/month-usage.tsx';
import { RefusedTable } from '../../usage/refused-table.tsx';
import { usageTexts } from '../../usage/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { Prices } from './prices.tsx';

const Refused = () => {
  const texts = usageTexts();
  const refused = usePages(['refused-usage'], (cursor, signal) =>
    client.call(listOwnRefusedUsage, { query: { limit: 25, cursor } }, { signal }),
  );
  if (!refused.error && (refused.data ?? []).length === 0) return null;
  return (
    <Card title={texts.refused} footer={refused.hasMore ? <More of={refused} /> : undefined}>
      <p class="body small muted">{texts.refusedLead}</p>
      <Answer of={refused} what={texts.refused}>
        {(items) => <RefusedTable items={items} />}
      </Answer>
    </Card>
  );
};

/** What the customer used of what the agency sells by use, and what of it was refused. */
export const UsagePage = () => {
  const texts = usageTexts();
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={{ href: href('/'), text: t.value.credits.title }}
      actions={
        <a class="button" href={href('/?kind=usage')}>
          {texts.history}
        </a>
      }
    >
      <Card>
        <MonthUsage
          of="own"
          at={new URLSearchParams(location.search).get('at') ?? undefined}
          read={(query, signal) => valueOf(client.call(listDailyUsage, { query }, { signal }))}
        />
      </Card>
      <Refused />
      <Prices />
    </Page>
  );
};
