import { useSignal } from '@preact/signals';
import { type AgencyAccount, putCreditLimit } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { client } from '../client.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { CreditsField } from '../form/number-field.tsx';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';

/** Sets how far usage may take an account below zero. */
export const CreditLimitDialog = ({ account, close }: { account: AgencyAccount; close: () => void }) => {
  const { account: accountId } = account;
  const limit = useSignal<number | undefined>(account.creditLimit);
  const save = useDeed(
    (creditLimit: number) => `credit-limit:${accountId}:${creditLimit}`,
    (_key, creditLimit: number) =>
      client.call(putCreditLimit, { params: { accountId }, body: { creditLimit } }),
    () => {
      creditsMoved();
      close();
      toast(t.value.form.saved);
    },
  );
  const { value } = limit;
  return (
    <FormDialog
      title={t.value.accounts.creditLimit}
      deedText={t.value.form.save}
      busy={save.busy}
      isReady={value !== undefined && value !== account.creditLimit}
      problem={save.failure && problemIn(save.failure)}
      press={() => void (value !== undefined && save.run(value))}
      close={close}
    >
      <CreditsField
        label={t.value.accounts.credits}
        help={t.value.accounts.creditLimitHelp}
        value={value}
        onChange={(credits) => (limit.value = credits)}
      />
    </FormDialog>
  );
};
