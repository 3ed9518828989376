import { listDownloads } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { LibraryTabs } from './library-tabs.tsx';

export const DownloadsPage = () => {
  const downloads = usePages(['downloads'], (cursor, signal) =>
    client.call(listDownloads, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.library.title}>
      <LibraryTabs />
      <Card
        {...(downloads.hasMore && {
          footer: (
            <Button small busy={downloads.isLoadingMore} onClick={downloads.more}>
              {common.value.showOlder}
            </Button>
          ),
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
