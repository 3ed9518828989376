import { useSignal } from '@preact/signals';
import { type CreditRequestStatus, listAgencyCreditRequests } from '@scrip/client';
import { useLocation, useRoute } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { Segments } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Pairs, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { titlePage } from '../../frame/brand.ts';
import { useFocusedHeading } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { creditRequestRow } from '../account/record-rows.ts';
import { Detail } from './detail.tsx';
import { Queue } from './queue.tsx';
import { useKeys } from '../../frame/keys.ts';
import { More } from '../../data/more.tsx';

const STATUSES = ['pending', 'accepted', 'rejected', 'cancelled'] as const;

const Keys = ({ close }: { close: () => void }) => {
  const { keys } = t.value.requests;
  return (
    <Dialog title={t.value.requests.keysTitle} onClose={close}>
      <Pairs
        lines={[
          {
            label: keys.move,
            value: (
              <>
                <kbd>J</kbd> <kbd>K</kbd>
              </>
            ),
          },
          { label: keys.proof, value: <kbd>O</kbd> },
          { label: keys.note, value: <kbd>N</kbd> },
          { label: keys.approve, value: <kbd>A</kbd> },
          { label: keys.reject, value: <kbd>R</kbd> },
          { label: t.value.nav.search, value: <kbd>/</kbd> },
        ]}
      />
    </Dialog>
  );
};

/** The queue of credit requests: the list, and one of them beside it. Works by keyboard. */
export const RequestsPage = () => {
  const { params } = useRoute();
  const { route } = useLocation();
  const { id } = params;
  const status = useSignal<CreditRequestStatus>('pending');
  const isAskingKeys = useSignal(false);
  const { value: wanted } = status;
  const requests = usePages(['credit-requests', wanted], (cursor, signal) =>
    client.call(listAgencyCreditRequests, { query: { cursor, limit: 50, status: wanted } }, { signal }),
  );
  const heading = useFocusedHeading();
  const items = requests.data ?? [];
  const index = items.findIndex((one) => one.id === id);
  useEffect(() => titlePage(t.value.requests.title), [t.value]);
  const move = (by: number): void => {
    const next = items[index === -1 ? 0 : Math.min(items.length - 1, Math.max(0, index + by))];
    if (!next) return;
    route(href(`/requests/${next.id}`));
    document.querySelector(`#request-${CSS.escape(next.id)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const Heading = id === undefined ? 'h1' : 'h2';
  useKeys({ j: () => move(1), k: () => move(-1), '?': () => (isAskingKeys.value = true) });
  return (
    <div class={`queue ${id === undefined ? 'at-list' : 'at-detail'}`}>
      <section class="queue-list" aria-label={t.value.requests.queue}>
        <header class="stack tight">
          <div class="row between">
            {/* Beside a request the page is about that request, whose heading then is the first one. */}
            <Heading ref={heading} class="queue-title" tabIndex={-1}>
              {t.value.requests.title}
            </Heading>
            <span class="row">
              {wanted === 'pending' && (
                <span class="small muted">{t.value.requests.waiting(number(items.length))}</span>
              )}
              <CsvButton
                name={t.value.requests.title}
                rows={() =>
                  rowsOf(
                    client.list(listAgencyCreditRequests, { query: { status: wanted } }),
                    creditRequestRow,
                  )
                }
              />
            </span>
          </div>
          <Segments
            label={t.value.requests.status}
            value={wanted}
            options={STATUSES.map((one) => [one, common.value.creditRequest[one]] as const)}
            onChange={(chosen) => (status.value = chosen)}
          />
        </header>
        <Answer of={requests} what={t.value.requests.what}>
          {(all) =>
            all.length === 0 ? (
              <State icon="inbox" title={t.value.requests.none[wanted]}>
                {t.value.requests.noneHelp}
              </State>
            ) : (
              <Queue requests={all} chosen={id} />
            )
          }
        </Answer>
        {requests.hasMore && (
          <p class="queue-more">
            <More of={requests} />
          </p>
        )}
        <p class="keys small muted">
          <span>
            <kbd>J</kbd> <kbd>K</kbd> {t.value.requests.keys.move}
          </span>
          <button type="button" class="link" onClick={() => (isAskingKeys.value = true)}>
            {t.value.requests.keys.all}
          </button>
        </p>
      </section>
      <section class="queue-detail">
        {id === undefined ? (
          <State icon="inbox" title={t.value.requests.choose} />
        ) : (
          <>
            <a class="back queue-back" href={href('/requests')}>
              <Icon name="back" />
              {index === -1
                ? t.value.requests.title
                : t.value.requests.back(number(index + 1), number(items.length))}
            </a>
            <Detail key={id} id={id} />
          </>
        )}
      </section>
      {isAskingKeys.value && <Keys close={() => (isAskingKeys.value = false)} />}
    </div>
  );
};
