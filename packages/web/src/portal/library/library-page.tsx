import { createDownload, type LibraryItem, listLibrary, type OwnedVariant } from '@scrip/client';
import { useEffect } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Card, Skeleton, State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { queryClient } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { LibraryTabs } from './library-tabs.tsx';
import { More } from '../../data/more.tsx';

const Owned = ({ productId, variant }: { productId: string; variant: OwnedVariant }) => {
  const download = useDeed(
    () => `download:${productId}:${variant.id}`,
    () => client.call(createDownload, { params: { productId }, body: { variantId: variant.id } }),
  );
  const press = async (): Promise<void> => {
    const link = await download.run();
    if (!link) return;
    // A download leaves the page where it is: the answer is a file.
    location.assign(link.url);
    toast(t.value.library.downloading(link.version));
    void queryClient.invalidateQueries({ queryKey: ['library'] });
    void queryClient.invalidateQueries({ queryKey: ['downloads'] });
  };
  const { downloaded, version } = variant;
  return (
    <div class="variant">
      <div class="grow">
        <h3>{variant.name ?? t.value.library.withdrawn}</h3>
        <p class="small second">
          {version !== undefined && `${t.value.library.version(version)} · `}
          {t.value.library.since} <When at={variant.since} />
          {downloaded && (
            <>
              {' · '}
              {t.value.library.lastDownload(downloaded.version)} <When at={downloaded.at} />
            </>
          )}
        </p>
        {!variant.download.allowed && (
          <p class="small low">{variant.download.reasons.map(problemText).join(' ')}</p>
        )}
        {download.failure && (
          <p class="small zero" role="alert">
            {problemText(download.failure)}
          </p>
        )}
      </div>
      <div class="actions">
        {variant.updateAvailable && version !== undefined && (
          <Tag tone="accent" icon="refresh">
            {t.value.library.update}
          </Tag>
        )}
        {variant.download.allowed && (
          <Button
            look={variant.updateAvailable ? 'primary' : ''}
            icon="download"
            busy={download.busy}
            onClick={() => void press()}
          >
            {variant.updateAvailable ? t.value.library.getUpdate : t.value.library.download}
          </Button>
        )}
      </div>
    </div>
  );
};

const Item = ({ item: { productId, name, variants } }: { item: LibraryItem }) => (
  <Card
    id={productId}
    title={name ?? t.value.library.withdrawn}
    actions={
      name !== undefined && (
        <a class="small" href={href(`/store/${encodeURIComponent(productId)}`)}>
          {t.value.library.inStore}
        </a>
      )
    }
  >
    {variants.map((variant) => (
      <Owned key={variant.id} productId={productId} variant={variant} />
    ))}
  </Card>
);

/** Leads to the product that the address names, once it is there. */
const useNamed = (isThere: boolean): void => {
  useEffect(() => {
    const { hash } = location;
    if (isThere && hash !== '') document.querySelector(`#${CSS.escape(hash.slice(1))}`)?.scrollIntoView();
  }, [isThere]);
};

export const LibraryPage = () => {
  const library = usePages(['library'], (cursor, signal) =>
    client.call(listLibrary, { query: { cursor, limit: 50 } }, { signal }),
  );
  useNamed(library.data !== undefined);
  return (
    <Page title={t.value.library.title}>
      <LibraryTabs />
      <Answer
        of={library}
        what={t.value.library.what}
        skeleton={
          <div class="card">
            <Skeleton />
          </div>
        }
      >
        {(items) =>
          items.length === 0 ? (
            <div class="card">
              <State
                icon="box"
                title={t.value.library.none}
                actions={
                  <a class="button primary" href={href('/store')}>
                    {t.value.library.toStore}
                  </a>
                }
              >
                {t.value.library.noneHelp}
              </State>
            </div>
          ) : (
            <div class="stack">
              {items.map((item) => (
                <Item key={item.productId} item={item} />
              ))}
            </div>
          )
        }
      </Answer>
      {library.hasMore && (
        <div class="actions">
          <More of={library} text={common.value.showMore} small={false} />
        </div>
      )}
    </Page>
  );
};
