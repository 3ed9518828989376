import { useSignal } from '@preact/signals';
import { createGift, type Gift } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { CopyLine } from '../../design/copy.tsx';
import { Card, Notice } from '../../design/parts.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { client } from '../client.ts';
import { NotCountedIn } from '../pay/not-counted.tsx';
import { BudgetNotice, useBudget } from '../pay/budget.tsx';
import { AmountAndNote, useAmountAndNote } from './amount-and-note.tsx';
import { sendProblem, sendTexts } from './texts.ts';

/** Turns credits into a code that somebody else redeems. */
export const GiftForm = ({ made }: { made: () => Promise<unknown> }) => {
  const t = sendTexts();
  const what = useAmountAndNote();
  const gift = useSignal<Gift | undefined>(undefined);
  const body = () => {
    const { amount = 0, note } = what.typed();
    return { amount, ...note };
  };
  const give = useDeed(
    () => `gift:${JSON.stringify(body())}`,
    (idempotencyKey) => client.call(createGift, { body: body() }, { idempotencyKey }),
    async (given) => {
      gift.value = given.gift;
      await ready();
    },
  );
  const ready = async (): Promise<void> => {
    what.clear();
    creditsMoved();
    await made();
  };
  const approved = (): void => {
    give.reset();
    void ready();
  };
  const budget = useBudget(null, give.failure, approved);
  const isReady = what.typed().amount !== undefined;
  return (
    <Card title={t.asGift} plain>
      <form
        class="body stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !budget.isAsked) void give.run();
        }}
      >
        <p class="second">{t.asGiftLead}</p>
        <AmountAndNote of={what} changed={give.reset} />
        <BudgetNotice of={budget} />
        {give.failure && !budget.refusal && (
          <Notice tone="zero" live>
            {sendProblem(give.failure)}
            <NotCountedIn of={give.failure} />
          </Notice>
        )}
        {gift.value?.code !== undefined && (
          <Notice tone="in" live>
            <p>{t.made}</p>
            <dl>
              <CopyLine label={t.code} value={gift.value.code} mono />
            </dl>
          </Notice>
        )}
        <div class="actions">
          <Button look="primary" type="submit" busy={give.busy} disabled={!isReady || budget.isAsked}>
            {t.make}
          </Button>
        </div>
      </form>
    </Card>
  );
};
