import { takeBackGift, type Gift } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { CopyButton } from '../../design/copy.tsx';
import { Card, Skeleton, State, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { More } from '../../data/more.tsx';
import { creditsMoved } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { sendProblem, sendTexts } from './texts.ts';
import type { useGifts } from './use-gifts.ts';

const Row = ({ gift, changed }: { gift: Gift; changed: () => Promise<unknown> }) => {
  const texts = sendTexts();
  const { id, status, amount, code, hint, createdAt, expiresAt } = gift;
  const takeBack = useDeed(
    () => `take-back:${id}`,
    () => client.call(takeBackGift, { params: { giftId: id } }),
    async () => {
      creditsMoved();
      await changed();
      toast(texts.takenBack);
    },
  );
  return (
    <tr>
      <td>
        <When at={createdAt} />
      </td>
      <td class="what">{texts.statuses[status]}</td>
      <td class="mono anywhere" data-label={texts.code}>
        {code ?? `…${hint}`}
      </td>
      <td data-label={texts.until}>{status === 'open' && <When at={expiresAt} />}</td>
      <td class="amount main strong">{number(amount)}</td>
      <td class="line-break" aria-hidden="true" />
      <td>
        {status === 'open' && (
          <div class="actions">
            {code !== undefined && <CopyButton text={code} what={texts.code} />}
            <Button small busy={takeBack.busy} onClick={() => void takeBack.run()}>
              {texts.takeBack}
            </Button>
          </div>
        )}
        {takeBack.failure && (
          <p class="fault" role="alert">
            {sendProblem(takeBack.failure)}
          </p>
        )}
      </td>
    </tr>
  );
};

/** What the customer has given, with the codes of what nobody has redeemed yet. */
export const Gifts = ({ of: gifts }: { of: ReturnType<typeof useGifts> }) => {
  const texts = sendTexts();
  return (
    <Card title={texts.gifts} {...(gifts.hasMore && { footer: <More of={gifts} /> })}>
      <Answer of={gifts} what={texts.gifts} skeleton={<Skeleton lines={3} />}>
        {(items) =>
          items.length === 0 ? (
            <State title={texts.none}>{texts.noneLead}</State>
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{texts.created}</th>
                  <th scope="col">{texts.status}</th>
                  <th scope="col">{texts.code}</th>
                  <th scope="col">{texts.until}</th>
                  <th scope="col" class="amount">
                    {t.value.history.amount}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((gift) => (
                  <Row key={gift.id} gift={gift} changed={gifts.refetch} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Card>
  );
};
