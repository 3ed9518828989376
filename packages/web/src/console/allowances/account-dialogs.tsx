import { useSignal } from '@preact/signals';
import {
  addAllowanceAccounts,
  type AllowanceAccountsInput,
  type AllowanceJoin,
  removeAllowanceAccount,
} from '@scrip/client';
import { CheckField, TextArea } from '../../design/field.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { faultWithin, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { t } from '../texts.ts';
import { lookAgain } from './stored-allowance.ts';

/** Gives the allowance to accounts. Those that could not be added stay in the form, each with the reason. */
export const AddAccountsDialog = ({ allowanceId, close }: { allowanceId: string; close: () => void }) => {
  const text = useSignal('');
  const withCurrent = useSignal(false);
  const create = useSignal(false);
  const refused = useSignal<AllowanceJoin[]>([]);
  const add = useDeed(
    (body: AllowanceAccountsInput) => `allowance-accounts:${allowanceId}:${JSON.stringify(body)}`,
    (_key, body: AllowanceAccountsInput) =>
      client.call(addAllowanceAccounts, { params: { allowanceId }, body }),
    async ({ items }) => {
      await lookAgain();
      refused.value = items.filter(({ outcome }) => outcome !== 'added' && outcome !== 'already_there');
      text.value = refused.value.map(({ account }) => account).join('\n');
      toast(t.value.allowances.added(items.length - refused.value.length));
      if (refused.value.length === 0) close();
    },
  );
  const accounts = [...new Set(text.value.split(/[\s,;]+/).filter((one) => one !== ''))];
  return (
    <FormDialog
      title={t.value.allowances.add}
      deedText={t.value.allowances.add}
      busy={add.busy}
      isReady={accounts.length > 0}
      problem={otherFaults(add.failure, ['/accounts'])}
      press={() =>
        void add.run({
          accounts,
          firstPeriod: withCurrent.value ? 'current' : 'next',
          create: create.value,
        })
      }
      close={close}
    >
      <TextArea
        label={t.value.allowances.accounts}
        help={t.value.allowances.accountsHelp}
        rows={4}
        value={text.value}
        onInput={(typed) => (text.value = typed)}
        fault={faultWithin(add.failure, '/accounts')}
      />
      <CheckField
        label={t.value.allowances.withCurrent}
        help={t.value.allowances.withCurrentHelp}
        checked={withCurrent.value}
        onChange={(checked) => (withCurrent.value = checked)}
      />
      <CheckField
        label={t.value.allowances.create}
        help={t.value.allowances.createHelp}
        checked={create.value}
        onChange={(checked) => (create.value = checked)}
      />
      {refused.value.length > 0 && (
        <Notice tone="low" live>
          <p>{t.value.allowances.notAdded}</p>
          <ul>
            {refused.value.map(({ account, outcome }) => (
              <li key={account}>
                <span class="mono anywhere">{account}</span>: {t.value.allowances.outcomes[outcome]}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </FormDialog>
  );
};

/** Takes the allowance from an account. */
export const LeaveDialog = ({
  allowanceId,
  accountId,
  close,
}: {
  allowanceId: string;
  accountId: string;
  close: () => void;
}) => {
  const name = useName(accountId);
  const leave = useDeed(
    () => `allowance-leave:${allowanceId}:${accountId}`,
    () => client.call(removeAllowanceAccount, { params: { allowanceId, accountId } }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.allowances.left(name));
    },
  );
  return (
    <Ask
      title={t.value.allowances.leaveTitle(name)}
      deedText={t.value.allowances.leave}
      deed={leave}
      press={() => void leave.run()}
      close={close}
    >
      <p>{t.value.allowances.leaveBody}</p>
    </Ask>
  );
};
