import { useSignal } from '@preact/signals';
import { deleteEndpoint, type Endpoint, rotateEndpointSecret } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { dateTime } from '../../language/format.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { SecretDialog } from '../../design/secret-dialog.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

type Props = { endpoint: Endpoint; close: () => void };

/** A new secret, shown this once. */
export const RotateDialog = ({ endpoint, close }: Props) => {
  const secret = useSignal<string | undefined>(undefined);
  const rotate = useDeed(
    () => `rotate:${endpoint.id}`,
    () => client.call(rotateEndpointSecret, { params: { endpointId: endpoint.id } }),
  );
  const press = async (): Promise<void> => {
    secret.value = (await rotate.run())?.secret;
  };
  const { failure } = rotate;
  if (secret.value !== undefined)
    return (
      <SecretDialog
        title={t.value.events.rotated}
        help={t.value.events.secretOnce}
        label={t.value.events.secret}
        secret={secret.value}
        closeText={t.value.form.copiedIt}
        close={close}
      />
    );
  return (
    <Ask
      title={t.value.events.rotateTitle}
      deedText={t.value.events.rotate}
      deed={rotate}
      press={() => void press()}
      close={close}
    >
      <p>{t.value.events.rotateBody}</p>
      {failure && 'possibleFrom' in failure && failure.possibleFrom !== undefined && (
        <p>{t.value.events.possibleFrom(dateTime(failure.possibleFrom))}</p>
      )}
    </Ask>
  );
};

export const DeleteDialog = ({ endpoint, close }: Props) => {
  const { route } = useLocation();
  const remove = useDeed(
    () => `delete-endpoint:${endpoint.id}`,
    () => client.call(deleteEndpoint, { params: { endpointId: endpoint.id } }),
    () => {
      route(href('/events'), true);
      toast(t.value.events.removed);
      queryClient.removeQueries({ queryKey: ['endpoints', endpoint.id] });
      void queryClient.invalidateQueries({ queryKey: ['endpoints'], exact: true });
    },
  );
  return (
    <Ask
      title={t.value.events.removeTitle}
      deedText={t.value.events.remove}
      deed={remove}
      press={() => void remove.run()}
      close={close}
    >
      <p class="anywhere">{endpoint.url}</p>
      <p>{t.value.events.removeBody}</p>
    </Ask>
  );
};
