import { useSignal } from '@preact/signals';
import { type AgencyCreditRequestDetail, decideCreditRequest } from '@scrip/client';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { capitalized } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { currentStep } from './queue.tsx';
import { useKeys } from '../../frame/keys.ts';

const lookAgain = (queryKey: readonly string[]): void => {
  void queryClient.invalidateQueries({ queryKey });
};

/**
 * Approves the current step, or rejects the request with a note that the customer reads.
 * @param onDone takes the focus: what was pressed goes away with the decision
 */
export const Decide = ({ request, onDone }: { request: AgencyCreditRequestDetail; onDone: () => void }) => {
  const note = useSignal('');
  const isNoteMissing = useSignal(false);
  const bar = useRef<HTMLFormElement>(null);
  const step = currentStep(request);
  const { id: requestId } = request;
  /** The step that was decided here, until the queue has carried it out. */
  const decided = useSignal<string | undefined>(undefined);
  const decide = useDeed(
    (approve: boolean, name: string, text: string) => `decide:${requestId}:${name}:${approve}:${text}`,
    (_key, approve: boolean, name: string, text: string) =>
      client.call(decideCreditRequest, {
        params: { requestId },
        body: { approve, step: name, ...(text !== '' && { note: text }) },
      }),
  );
  const isCarriedOut = decided.value !== undefined && decided.value !== step?.name;
  useEffect(() => {
    if (decided.value === undefined || isCarriedOut || request.status !== 'pending') return undefined;
    const timer = setInterval(lookAgain, 1000, ['credit-request', requestId]);
    return () => {
      clearInterval(timer);
      // Carried out, or left behind: the lists are read once.
      lookAgain(['credit-requests']);
    };
  }, [decided.value, isCarriedOut, request.status]);
  const press = async (approve: boolean): Promise<void> => {
    if (!step) return;
    const text = note.value.trim();
    isNoteMissing.value = !approve && text === '';
    if (isNoteMissing.value) {
      bar.current?.querySelector('input')?.focus();
      return;
    }
    const done = await decide.run(approve, step.name, text);
    lookAgain(['credit-request', requestId]);
    lookAgain(['credit-requests']);
    if (!done) return;
    decided.value = step.name;
    note.value = '';
    onDone();
    toast(approve ? t.value.requests.approved : t.value.requests.rejectedToast);
  };
  useKeys({
    a: () => void press(true),
    r: () => void press(false),
    n: () => bar.current?.querySelector('input')?.focus(),
  });
  if (request.status !== 'pending' || !step) return null;
  const isWaiting = decided.value === step.name && !request.refusal;
  const total = request.credits + request.bonusCredits;
  const isLast = request.steps.at(-1)?.name === step.name;
  return (
    <form
      ref={bar}
      class="decide"
      onSubmit={(event) => {
        event.preventDefault();
        void press(true);
      }}
    >
      {decide.failure && (
        <Notice tone="zero" live>
          {problemIn(decide.failure)}
        </Notice>
      )}
      {isWaiting && (
        <p class="small second" role="status">
          {t.value.requests.deciding}
        </p>
      )}
      <div class="decide-row">
        <TextField
          class="grow"
          label={t.value.requests.note}
          hideLabel
          placeholder={t.value.requests.note}
          value={note.value}
          onInput={(value) => {
            note.value = value;
            isNoteMissing.value = false;
          }}
          fault={isNoteMissing.value ? t.value.requests.noteMissing : undefined}
          maxLength={500}
          autoComplete="off"
        />
        <Button look="danger-text" busy={decide.busy || isWaiting} onClick={() => void press(false)}>
          {t.value.requests.reject}
          <kbd aria-hidden="true">R</kbd>
        </Button>
        <Button look="primary" type="submit" busy={decide.busy || isWaiting}>
          {isLast
            ? t.value.requests.approve(common.value.credits(total))
            : t.value.requests.approveStep(capitalized(step.name))}
          <kbd aria-hidden="true">A</kbd>
        </Button>
      </div>
    </form>
  );
};
