import { useSignal } from '@preact/signals';
import { type ApiKeyInput, createApiKey } from '@scrip/client';
import { TextField } from '../../design/field.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { endOfDay } from '../../language/calendar.ts';
import { client } from '../client.ts';
import { faultAt, otherFaults } from '../form/faults.ts';
import { SecretDialog } from '../../design/secret-dialog.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { t } from '../texts.ts';
import { ScopesField } from './scopes-field.tsx';

type KeyScope = ApiKeyInput['scopes'][number];

const OFFERED: readonly KeyScope[] = ['agency:read', 'agency:write'];

const SHOWN = ['/name', '/scopes', '/expiresAt'];

/** Creates an API key, and shows it this once. */
export const NewKeyDialog = ({ close }: { close: () => void }) => {
  const name = useSignal('');
  const scopes = useSignal<KeyScope[]>(['agency:read']);
  const day = useSignal('');
  const key = useSignal<string | undefined>(undefined);
  const create = useDeed(
    (body: ApiKeyInput) => `api-key:${JSON.stringify(body)}`,
    (_key, body: ApiKeyInput) => client.call(createApiKey, { body }),
    async (made) => {
      key.value = made.key;
      await queryClient.invalidateQueries({ queryKey: ['api-keys'] });
    },
  );
  const press = (): Promise<unknown> => {
    const expires = day.value !== '' && { expiresAt: endOfDay(day.value) };
    return create.run({ name: name.value.trim(), scopes: scopes.value, ...expires });
  };
  if (key.value !== undefined)
    return (
      <SecretDialog
        title={t.value.team.keyMade}
        help={t.value.team.keyOnce}
        label={t.value.team.key}
        secret={key.value}
        closeText={t.value.form.copiedIt}
        close={close}
      />
    );
  const { failure } = create;
  const problem = otherFaults(failure, SHOWN);
  return (
    <FormDialog
      title={t.value.team.newKey}
      deedText={t.value.team.newKey}
      busy={create.busy}
      isReady={name.value.trim() !== '' && scopes.value.length > 0}
      problem={problem}
      press={() => void press()}
      close={close}
    >
      <TextField
        label={t.value.team.keyName}
        help={t.value.team.keyNameHelp}
        value={name.value}
        maxLength={100}
        onInput={(value) => (name.value = value)}
        fault={faultAt(failure, '/name')}
      />
      <ScopesField
        offered={OFFERED}
        chosen={scopes.value}
        choose={(chosen) => (scopes.value = chosen)}
        fault={faultAt(failure, '/scopes')}
      />
      <TextField
        type="date"
        optional
        label={t.value.team.expires}
        help={t.value.team.expiresHelp}
        value={day.value}
        onInput={(value) => (day.value = value)}
        fault={faultAt(failure, '/expiresAt')}
      />
    </FormDialog>
  );
};
