import { useSignal } from '@preact/signals';
import { type Hold, listAccountHolds, releaseAccountHold } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { State, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { creditsMoved } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { CaptureDialog } from './capture-dialog.tsx';

type Asked = { do: 'capture' | 'release'; hold: Hold };

const ReleaseDialog = ({
  accountId,
  hold: { id, held },
  close,
}: {
  accountId: string;
  hold: Hold;
  close: () => void;
}) => {
  const amount = common.value.credits(held);
  const release = useDeed(
    () => `account-hold-release:${accountId}:${id}`,
    () => client.call(releaseAccountHold, { params: { accountId, holdId: id } }),
    () => {
      creditsMoved();
      close();
      toast(t.value.accounts.released(amount));
    },
  );
  return (
    <Ask
      title={t.value.accounts.releaseTitle(amount)}
      deedText={t.value.accounts.release}
      deed={release}
      press={() => void release.run()}
      close={close}
    >
      <p>{t.value.accounts.releaseBody}</p>
    </Ask>
  );
};

const Row = ({
  accountId,
  hold,
  ask,
}: {
  accountId: string;
  hold: Hold;
  ask: (what: Asked['do']) => void;
}) => {
  const { reference, note = reference, amount, held, captured, endsAt, madeBy } = hold;
  return (
    <tr>
      <td class="what anywhere">
        {madeBy === 'order' ? (
          <a href={`${href('/orders')}?account=${encodeURIComponent(accountId)}`}>{note}</a>
        ) : (
          note
        )}
        <span class="small muted shortened" title={reference}>
          {t.value.accounts.holdBy[madeBy]} · {reference}
        </span>
        {captured > 0 && (
          <span class="block small second">
            {t.value.accounts.holdSpent(number(captured), number(amount))}
          </span>
        )}
      </td>
      <td data-label={t.value.accounts.holdUntil}>
        {endsAt === undefined ? t.value.accounts.holdUntilDone : <When at={endsAt} withTime />}
      </td>
      <td>
        {madeBy !== 'order' && (
          <div class="actions">
            <Button small aria-label={t.value.accounts.captureOf(note)} onClick={() => ask('capture')}>
              {t.value.accounts.capture}
            </Button>
            <Button small aria-label={t.value.accounts.releaseOf(note)} onClick={() => ask('release')}>
              {t.value.accounts.release}
            </Button>
          </div>
        )}
      </td>
      <td class="amount main strong">{number(held)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

/** What is set aside on an account, to be captured or released. What orders hold goes with the order. */
export const Holds = ({ accountId }: { accountId: string }) => {
  const asked = useSignal<Asked | undefined>(undefined);
  const close = (): void => {
    asked.value = undefined;
  };
  const holds = usePages(['account-holds', accountId], (cursor, signal) =>
    client.call(
      listAccountHolds,
      { params: { accountId }, query: { status: 'open', cursor, limit: 100 } },
      { signal },
    ),
  );
  const what = t.value.accounts.lists.holds;
  return (
    <>
      <Answer of={holds} what={what}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.value.accounts.noOpenHolds} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.whatHappened}</th>
                  <th scope="col">{t.value.accounts.holdUntil}</th>
                  <td />
                  <th scope="col" class="amount">
                    {t.value.accounts.held}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((hold) => (
                  <Row
                    key={hold.id}
                    accountId={accountId}
                    hold={hold}
                    ask={(deed) => (asked.value = { do: deed, hold })}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {holds.hasMore && (
        <footer>
          <More of={holds} />
        </footer>
      )}
      {asked.value?.do === 'capture' && (
        <CaptureDialog accountId={accountId} hold={asked.value.hold} close={close} />
      )}
      {asked.value?.do === 'release' && (
        <ReleaseDialog accountId={accountId} hold={asked.value.hold} close={close} />
      )}
    </>
  );
};
