import { useSignal } from '@preact/signals';
import { captureAccountHold, type Hold } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { CheckField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { Refusal } from '../../data/refusal.tsx';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { CreditsField } from '../form/number-field.tsx';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';

/** Spends up to what a hold holds, once or for the last time. */
export const CaptureDialog = ({
  accountId,
  hold: { id, held, note, reference },
  close,
}: {
  accountId: string;
  hold: Hold;
  close: () => void;
}) => {
  const amount = useSignal<number | undefined>(held);
  const isFinal = useSignal(true);
  const capture = useDeed(
    (credits: number, final: boolean) => `capture:${accountId}:${id}:${held}:${credits}:${final}`,
    (idempotencyKey, credits: number, final: boolean) =>
      client.call(
        captureAccountHold,
        { params: { accountId, holdId: id }, body: { amount: credits, final } },
        { idempotencyKey },
      ),
    (_captured, credits) => {
      creditsMoved();
      close();
      toast(t.value.accounts.captured(common.value.credits(credits)));
    },
  );
  const { value: credits } = amount;
  const isReady = credits !== undefined && credits > 0 && credits <= held;
  return (
    <Dialog title={t.value.accounts.captureTitle(note ?? reference)} onClose={close} busy={capture.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void capture.run(credits, isFinal.value);
        }}
      >
        <CreditsField
          label={t.value.accounts.captureAmount}
          help={t.value.accounts.captureHelp(common.value.credits(held))}
          value={credits}
          onChange={(value) => (amount.value = value)}
        />
        <CheckField
          label={t.value.accounts.captureFinal}
          checked={isFinal.value}
          onChange={(checked) => (isFinal.value = checked)}
        />
        <Refusal say={problemIn} of={capture.failure} />
        <footer>
          <Button disabled={capture.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={capture.busy} disabled={!isReady}>
            {t.value.accounts.captureDeed(common.value.credits(credits ?? 0))}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
