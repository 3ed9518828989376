import { useSignal } from '@preact/signals';
import { inviteCustomer, type Profile, type ProfileInput, putProfile } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import { Card, Notice, Pairs, Skeleton } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/** A profile and its ETag; null where there is none yet. */
export type FoundProfile = { profile: Profile; etag: string | null } | null;

const FIELDS = ['name', 'email', 'externalId', 'note'] as const;

const EditDialog = ({
  accountId,
  found,
  close,
}: {
  accountId: string;
  found: FoundProfile;
  close: () => void;
}) => {
  // What the form began from, whatever is read meanwhile.
  const base = useSignal(found).value;
  const values = useSignal<ProfileInput>({ ...base?.profile });
  const params = { accountId };
  const save = useDeed(
    (body: ProfileInput) => `profile:${accountId}:${base?.etag}:${JSON.stringify(body)}`,
    (_key, body: ProfileInput) =>
      client.call(putProfile, {
        params,
        body,
        headers: base ? { 'if-match': base.etag ?? undefined } : { 'if-none-match': '*' },
      }),
    async () => {
      await queryClient.invalidateQueries({ queryKey: ['profile', accountId] });
      await queryClient.invalidateQueries({ queryKey: ['profile-name', accountId] });
      close();
      toast(t.value.form.saved);
    },
  );
  const press = (): Promise<unknown> => {
    const body: ProfileInput = {};
    for (const field of FIELDS) {
      const value = values.value[field]?.trim();
      if (value !== undefined && value !== '') body[field] = value;
    }
    return save.run(body);
  };
  const isConflict =
    save.failure?.code === 'precondition_failed' || save.failure?.code === 'precondition_required';
  return (
    <Dialog title={t.value.accounts.profile} onClose={close} busy={save.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        {FIELDS.map((field) =>
          field === 'note' ? (
            <TextArea
              key={field}
              label={t.value.accounts.note}
              help={t.value.accounts.noteHelp}
              value={values.value.note ?? ''}
              onInput={(value) => (values.value = { ...values.value, note: value })}
              maxLength={1000}
              optional
            />
          ) : (
            <TextField
              key={field}
              label={t.value.accounts[field]}
              type={field === 'email' ? 'email' : 'text'}
              value={values.value[field] ?? ''}
              onInput={(value) => (values.value = { ...values.value, [field]: value })}
              maxLength={200}
              optional
            />
          ),
        )}
        {save.failure && (
          <Notice tone="zero" live>
            {isConflict ? t.value.form.conflict : problemIn(save.failure)}
            {isConflict && (
              <Button
                small
                onClick={() => {
                  void queryClient.invalidateQueries({ queryKey: ['profile', accountId] });
                  close();
                }}
              >
                {t.value.form.takeTheirs}
              </Button>
            )}
          </Notice>
        )}
        <footer>
          <Button disabled={save.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={save.busy}>
            {t.value.form.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

/** Invites the customer to the deployment's own user pool; without one, says which claims a token needs. */
const Invite = ({ accountId, email }: { accountId: string; email: string }) => {
  const invite = useDeed(
    () => `invite:${accountId}:${email}`,
    () => client.call(inviteCustomer, { params: { accountId }, body: { email, resend: true } }),
  );
  const press = async (): Promise<void> => {
    const done = await invite.run();
    if (done) toast(t.value.accounts.invited(done.email));
  };
  const { failure } = invite;
  return (
    <div class="stack tight">
      <div>
        <Button small busy={invite.busy} onClick={() => void press()}>
          {t.value.accounts.invite}
        </Button>
      </div>
      {failure && (
        <Notice tone={failure.code === 'no_user_pool' ? 'plain' : 'zero'} live>
          {failure.code === 'no_user_pool' && 'claims' in failure ? (
            <>
              <p>{t.value.accounts.noPool}</p>
              <Pairs
                lines={Object.entries(failure.claims).map(([label, value]) => ({
                  label,
                  value: <code>{value}</code>,
                }))}
              />
            </>
          ) : (
            problemIn(failure)
          )}
        </Notice>
      )}
    </div>
  );
};

/** @param isFixed whether it can't be changed any more */
export const ProfileCard = ({
  accountId,
  found,
  isFixed,
}: {
  accountId: string;
  found: { data: FoundProfile | undefined };
  isFixed: boolean;
}) => {
  const isEditing = useSignal(false);
  const profile = found.data?.profile;
  return (
    <Card
      title={t.value.accounts.profile}
      plain
      actions={
        found.data !== undefined &&
        !isFixed && (
          <Button small onClick={() => (isEditing.value = true)}>
            {t.value.form.edit}
          </Button>
        )
      }
    >
      <div class="body stack">
        {found.data === undefined ? (
          <Skeleton lines={3} />
        ) : profile === undefined ? (
          <p class="small second">{t.value.accounts.noProfile}</p>
        ) : (
          <>
            {profile.note !== undefined && <p class="pre anywhere">{profile.note}</p>}
            <Pairs
              lines={[
                profile.email !== undefined && { label: t.value.accounts.email, value: profile.email },
                profile.externalId !== undefined && {
                  label: t.value.accounts.externalId,
                  value: <span class="mono">{profile.externalId}</span>,
                },
              ]}
            />
            {profile.email !== undefined && !isFixed && (
              <Invite accountId={accountId} email={profile.email} />
            )}
          </>
        )}
      </div>
      {isEditing.value && found.data !== undefined && (
        <EditDialog accountId={accountId} found={found.data} close={() => (isEditing.value = false)} />
      )}
    </Card>
  );
};
