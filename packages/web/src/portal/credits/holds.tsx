import { useSignal } from '@preact/signals';
import { type Hold, listHolds, releaseHold } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { creditsMoved } from '../../data/query.ts';
import { Refusal } from '../../data/refusal.tsx';
import { brand } from '../../frame/brand.ts';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { holdTexts } from './hold-texts.ts';

const whatFor = ({ note, reference }: Hold): string => note ?? reference;

const ReleaseDialog = ({ hold, close }: { hold: Hold; close: () => void }) => {
  const t = holdTexts();
  const amount = common.value.credits(hold.held);
  const release = useDeed(
    () => `hold-release:${hold.id}`,
    () => client.call(releaseHold, { params: { holdId: hold.id } }),
    () => {
      creditsMoved();
      close();
      toast(t.released(amount));
    },
  );
  return (
    <Dialog title={t.releaseTitle(amount)} onClose={close} busy={release.busy}>
      <p>{t.releaseBody(whatFor(hold))}</p>
      <Refusal of={release.failure} />
      <footer>
        <Button disabled={release.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button look="primary" busy={release.busy} onClick={() => void release.run()}>
          {t.release}
        </Button>
      </footer>
    </Dialog>
  );
};

const Row = ({ hold, release }: { hold: Hold; release: () => void }) => {
  const t = holdTexts();
  const { amount, held, captured, endsAt, madeBy } = hold;
  return (
    <tr>
      <td class="what anywhere">
        {madeBy === 'order' ? <a href={href('/orders')}>{whatFor(hold)}</a> : whatFor(hold)}
        <span class="block small muted">
          {t.by(brand.value?.name ?? '')[madeBy]}
          {captured > 0 && `, ${t.spent(number(captured), number(amount))}`}
        </span>
      </td>
      <td data-label={t.until}>{endsAt === undefined ? t.untilDone : <When at={endsAt} withTime />}</td>
      <td>
        {madeBy === 'customer' && (
          <Button small aria-label={t.releaseOf(whatFor(hold))} onClick={release}>
            {t.release}
          </Button>
        )}
      </td>
      <td class="amount main strong">{number(held)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

/** What is set aside, what for and until when; what the customer holds, they can release. */
export const Holds = () => {
  const t = holdTexts();
  const releasing = useSignal<Hold | undefined>(undefined);
  const holds = usePages(['holds'], (cursor, signal) =>
    client.call(listHolds, { query: { status: 'open', cursor, limit: 100 } }, { signal }),
  );
  return (
    <Card title={t.title} {...(holds.hasMore && { footer: <More of={holds} /> })}>
      <Answer of={holds} what={t.what}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.none} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.for}</th>
                  <th scope="col">{t.until}</th>
                  <td />
                  <th scope="col" class="amount">
                    {t.held}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((hold) => (
                  <Row key={hold.id} hold={hold} release={() => (releasing.value = hold)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {releasing.value && (
        <ReleaseDialog hold={releasing.value} close={() => (releasing.value = undefined)} />
      )}
    </Card>
  );
};
