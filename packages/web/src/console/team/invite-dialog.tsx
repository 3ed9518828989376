import { useSignal } from '@preact/signals';
import { invitePerson, type Person, type PersonInput } from '@scrip/client';
import { CheckField, TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { faultAt, faultWithin, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { t } from '../texts.ts';
import { type Scope, ScopesField } from './scopes-field.tsx';

const OFFERED: readonly Scope[] = ['agency:read', 'agency:write', 'agency:approve'];

const SHOWN = ['/email', '/scopes', '/roles'];

/** Invites somebody; somebody who was invited before gets new rights. */
export const InviteDialog = ({ person, close }: { person?: Person | undefined; close: () => void }) => {
  const email = useSignal(person?.email ?? '');
  const scopes = useSignal<Scope[]>(person?.scopes ?? ['agency:read']);
  const roles = useSignal(person?.roles.join(', ') ?? '');
  const resend = useSignal(false);
  const isChange = person?.status === 'enabled';
  const invite = useDeed(
    (body: PersonInput) => `invite-person:${JSON.stringify(body)}`,
    (_key, body: PersonInput) => client.call(invitePerson, { body }),
    async (invited) => {
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      close();
      toast(isChange ? t.value.form.saved : t.value.team.invited(invited.email));
    },
  );
  const press = (): Promise<unknown> =>
    invite.run({
      email: email.value.trim(),
      scopes: scopes.value,
      roles: roles.value.split(',').flatMap((role) => role.trim() || []),
      resend: resend.value,
    });
  const { failure } = invite;
  const problem = otherFaults(failure, SHOWN);
  return (
    <FormDialog
      title={person ? t.value.team.changeTitle(person.email) : t.value.team.invite}
      deedText={
        isChange
          ? t.value.form.save
          : person
            ? t.value.team.enableDeed
            : t.value.team.inviteDeed(email.value.trim())
      }
      busy={invite.busy}
      isReady={email.value.trim() !== '' && scopes.value.length > 0}
      problem={problem}
      press={() => void press()}
      close={close}
    >
      {!person && (
        <TextField
          type="email"
          label={t.value.team.email}
          help={t.value.team.inviteHelp}
          value={email.value}
          maxLength={254}
          onInput={(value) => (email.value = value)}
          fault={faultAt(failure, '/email')}
        />
      )}
      <ScopesField
        offered={OFFERED}
        chosen={scopes.value}
        choose={(chosen) => (scopes.value = chosen)}
        fault={faultAt(failure, '/scopes')}
      />
      <TextField
        label={t.value.team.roles}
        help={t.value.team.rolesHelp}
        optional
        value={roles.value}
        onInput={(value) => (roles.value = value)}
        fault={faultWithin(failure, '/roles')}
      />
      {person && (
        <CheckField
          label={t.value.team.resend}
          checked={resend.value}
          onChange={(checked) => (resend.value = checked)}
        />
      )}
    </FormDialog>
  );
};
