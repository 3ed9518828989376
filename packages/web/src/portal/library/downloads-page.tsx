import { listDownloads } from '@scrip/client';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { LibraryTabs } from './library-tabs.tsx';
import { More } from '../../data/more.tsx';

export const DownloadsPage = () => {
  const downloads = usePages(['downloads'], (cursor, signal) =>
    client.call(listDownloads, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.library.title}>
      <LibraryTabs />
      <Card
        {...(downloads.hasMore && {
          footer: <More of={downloads} />,
        })}
      >
        <Answer of={downloads} what={t.value.downloads.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="download" title={t.value.downloads.none} />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.store.product}</th>
                    <th scope="col" class="amount">
                      {t.value.downloads.version}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ id, at, productName, variantName, version }) => (
                    <tr key={id}>
                      <td>
                        <When at={at} withTime />
                      </td>
                      <td class="what">
                        {productName}
                        <span class="block small muted">{variantName}</span>
                      </td>
                      <td class="amount main">{version}</td>
                      <td class="line-break" aria-hidden="true" />
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
    </Page>
  );
};
